package dev.blindspot.train.report.table;

import static dev.blindspot.train.report.table.Numbers.percent;

import dev.blindspot.train.report.result.CueAccuracy;
import dev.blindspot.train.report.result.CueAccuracy.Part;
import dev.blindspot.train.report.result.CueAccuracy.Relation;
import dev.blindspot.train.report.result.Cure;
import dev.blindspot.train.report.result.Cure.PlaceEffect;
import dev.blindspot.train.report.result.Cure.SuspectPlace;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What hiding suspects in training was worth, before and after; with several trainings, means over
 * them.
 *
 * @param cure the arm that hid them
 */
public record CureTable(Cure cure) {

  /**
   * One line.
   *
   * @param name what was counted
   * @param meaning which way is better, in a few words
   * @param before of the scanned arm
   * @param after of the arm that hid its suspects
   */
  public record Line(String name, String meaning, String before, String after) {}

  /** Question by question; empty if nothing was hidden. */
  public List<Line> lines() {
    if (cure.after().isEmpty()) {
      return List.of();
    }
    return List.of(
        line(
            "Does the place still decide?",
            "test images whose answer changes when the places are hidden; fewer is better",
            PlaceEffect::changed,
            PlaceEffect::images),
        line(
            "Right where the place misleads",
            "test images of other classes with the places\u2019 content pasted in; more is better",
            PlaceEffect::rightPasted,
            PlaceEffect::recipients),
        line(
            "The same images with the places of one another",
            "what the seams of pasting cost; no class is brought along",
            PlaceEffect::rightControl,
            PlaceEffect::recipients),
        line(
            "The same images as they are",
            "nothing pasted",
            PlaceEffect::rightRecipients,
            PlaceEffect::recipients),
        line(
            "Right on all test images, places hidden",
            "by the mean colour",
            PlaceEffect::rightHidden,
            PlaceEffect::images),
        line(
            "Right on all test images as they are",
            "what a user gets; more is better",
            PlaceEffect::right,
            PlaceEffect::images));
  }

  private Line line(
      String name,
      String meaning,
      ToIntFunction<PlaceEffect> count,
      ToIntFunction<PlaceEffect> of) {
    return new Line(name, meaning, share(cure.before(), count, of), share(cure.after(), count, of));
  }

  /** "91.3 % (146 of 160)", or the mean where there are several trainings. */
  private static String share(
      List<PlaceEffect> effects, ToIntFunction<PlaceEffect> count, ToIntFunction<PlaceEffect> of) {
    double mean = mean(effects, count, of);
    return effects.size() == 1
        ? "%s (%d of %d)"
            .formatted(
                percent(mean), count.applyAsInt(effects.get(0)), of.applyAsInt(effects.get(0)))
        : "%s (mean of %d trainings)".formatted(percent(mean), effects.size());
  }

  private static double mean(
      List<PlaceEffect> effects, ToIntFunction<PlaceEffect> count, ToIntFunction<PlaceEffect> of) {
    return effects.stream()
        .mapToDouble(effect -> (double) count.applyAsInt(effect) / of.applyAsInt(effect))
        .average()
        .orElse(Double.NaN);
  }

  /** The result in a sentence. */
  public String sentence() {
    if (!cure.trained()) {
      return "The scan of %s on %d training and validation images suspects no place%s, so that there was nothing to hide and %s was not trained."
          .formatted(
              cure.of(),
              cure.scanned(),
              cure.hasSuspects() ? " that its counter-test confirms" : "",
              cure.arm());
    }
    return "%s was trained as %s with the confirmed suspects of its scan hidden (%s): hiding them changes %s of the answers on test images instead of %s, and with their content pasted in %s of the other classes\u2019 images are still answered rightly instead of %s; on whole images %s are right instead of %s."
        .formatted(
            cure.arm(),
            cure.of(),
            places(),
            percent(mean(cure.after(), PlaceEffect::changed, PlaceEffect::images)),
            percent(mean(cure.before(), PlaceEffect::changed, PlaceEffect::images)),
            percent(mean(cure.after(), PlaceEffect::rightPasted, PlaceEffect::recipients)),
            percent(mean(cure.before(), PlaceEffect::rightPasted, PlaceEffect::recipients)),
            percent(mean(cure.after(), PlaceEffect::right, PlaceEffect::images)),
            percent(mean(cure.before(), PlaceEffect::right, PlaceEffect::images)));
  }

  private String places() {
    return cure.hidden().stream().map(CureTable::name).distinct().collect(Collectors.joining("; "));
  }

  private static String name(SuspectPlace place) {
    String cue = place.cue() == null ? "" : ", the " + place.cue();
    return place.where() + cue;
  }

  /** Accuracy where a known shortcut misleads, arm by arm; empty without such images. */
  public static Optional<String> misled(CueAccuracy cue) {
    int images = part(cue.arms().get(0)).images();
    if (images == 0) {
      return Optional.empty();
    }
    String arms =
        cue.arms().stream()
            .map(arm -> "%s is right on %s".formatted(arm.arm(), percent(part(arm).accuracy())))
            .collect(Collectors.joining(", "));
    return Optional.of(
        "Where the %s misleads (%d test images not of the class \u201c%s\u201d that have it), %s."
            .formatted(cue.cue(), images, cue.label(), arms));
  }

  private static Part part(CueAccuracy.OfArm arm) {
    return arm.parts().stream()
        .filter(part -> part.relation() == Relation.MISLEADS)
        .findFirst()
        .orElseThrow();
  }
}
