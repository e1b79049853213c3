package dev.blindspot.train.run.cure;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.report.result.CueAccuracy;
import dev.blindspot.train.report.result.CueAccuracy.OfArm;
import dev.blindspot.train.report.result.CueAccuracy.Part;
import dev.blindspot.train.report.result.CueAccuracy.Relation;
import dev.blindspot.train.run.measure.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Splits accuracy by what a shortcut of which the boxes are known does in an image. */
public final class CueRelations {
  private final Manifest manifest;
  private final List<ManifestRow> heldOut;

  /**
   * @param heldOut the images that arms are measured on
   */
  public CueRelations(Manifest manifest, List<ManifestRow> heldOut) {
    this.manifest = manifest;
    this.heldOut = heldOut;
  }

  /**
   * One entry for each shortcut that is in some of the measured images and goes along with one
   * class more than with the others in training.
   *
   * @param measured by arm; the trainings of each
   */
  public List<CueAccuracy> of(Map<String, List<Measured>> measured) {
    return heldOut.stream()
        .flatMap(row -> row.boxes().stream())
        .filter(CueBox::outsideObject)
        .map(CueBox::name)
        .distinct()
        .sorted()
        .flatMap(cue -> of(cue, measured).stream())
        .toList();
  }

  private Optional<CueAccuracy> of(String cue, Map<String, List<Measured>> measured) {
    int label = classOf(cue);
    Relation[] relations =
        heldOut.stream().map(row -> relation(row, cue, label)).toArray(Relation[]::new);
    if (label < 0 || !Arrays.asList(relations).contains(Relation.ABSENT)) {
      return Optional.empty(); // content that every image has tells nothing apart
    }
    List<OfArm> arms = new ArrayList<>();
    measured.forEach(
        (arm, trainings) ->
            arms.add(
                new OfArm(
                    arm,
                    Arrays.stream(Relation.values())
                        .map(relation -> part(relation, relations, trainings))
                        .toList())));
    return Optional.of(new CueAccuracy(cue, manifest.classes().get(label), arms));
  }

  private static Part part(Relation relation, Relation[] relations, List<Measured> trainings) {
    int[] images =
        IntStream.range(0, relations.length).filter(i -> relations[i] == relation).toArray();
    return new Part(
        relation,
        images.length,
        trainings.stream()
            .map(one -> (int) IntStream.of(images).filter(one.run().clean()::isCorrect).count())
            .toList());
  }

  static Relation relation(ManifestRow row, String cue, int label) {
    if (!has(row, cue)) {
      return Relation.ABSENT;
    }
    return row.label() == label ? Relation.AGREES : Relation.MISLEADS;
  }

  private static boolean has(ManifestRow row, String cue) {
    return row.boxes().stream().anyMatch(box -> box.outsideObject() && box.name().equals(cue));
  }

  /** The class whose training images have it most often; -1 if no class stands out. */
  private int classOf(String cue) {
    double[] rates = new double[manifest.classes().size()];
    for (int label = 0; label < rates.length; label++) {
      int wanted = label;
      List<ManifestRow> rows =
          manifest.in(Split.TRAIN).stream().filter(row -> row.label() == wanted).toList();
      rates[label] = rows.stream().mapToInt(row -> has(row, cue) ? 1 : 0).average().orElse(0);
    }
    double most = Arrays.stream(rates).max().orElse(0);
    int[] best = IntStream.range(0, rates.length).filter(i -> rates[i] == most).toArray();
    return best.length == 1 ? best[0] : -1;
  }
}
