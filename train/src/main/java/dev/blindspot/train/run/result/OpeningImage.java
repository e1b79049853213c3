package dev.blindspot.train.run.result;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.inspect.ArmMaps;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.inspect.sheet.MapSheets;
import dev.blindspot.train.report.result.ExplainedImage;
import dev.blindspot.train.report.result.Illustration;
import dev.blindspot.train.report.result.MapFindings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The image that the report begins with: of the drawn ones, that on which the arms' probabilities
 * of the true class are furthest apart. Those go first on which one arm is right and another wrong,
 * and those where a suspect of the scan is what an arm's map shows most.
 */
final class OpeningImage {
  private static final String FILE = "explain/opening.png";

  private final List<Inspection> inspections;
  private final List<String> classes;
  private final ExplanationConfig settings;

  /** Looks among the images of these inspections, which have the same arms. */
  OpeningImage(List<Inspection> inspections, List<String> classes, ExplanationConfig settings) {
    this.inspections = inspections.stream().filter(i -> !i.subjects().isEmpty()).toList();
    this.classes = List.copyOf(classes);
    this.settings = settings;
  }

  private record Choice(Inspection inspection, int subject) {
    /**
     * Spread of p(true) among the arms; 1 more where they disagree about the right answer, and
     * where the strongest place of an arm's map is in its suspect.
     */
    double contrast(Map<String, List<Region>> suspects) {
      int target = inspection.subjects().get(subject).target();
      List<ArmMaps> maps =
          inspection.arms().stream().map(arm -> inspection.of(arm, subject)).toList();
      double most = maps.stream().mapToDouble(m -> m.probabilities()[target]).max().orElse(0);
      double least = maps.stream().mapToDouble(m -> m.probabilities()[target]).min().orElse(0);
      long right = maps.stream().filter(m -> m.predicted() == target).count();
      boolean caught = suspects.keySet().stream().anyMatch(arm -> caught(arm, suspects));
      return most - least + (right > 0 && right < maps.size() ? 1 : 0) + (caught ? 1 : 0);
    }

    private boolean caught(String arm, Map<String, List<Region>> suspects) {
      Attribution map = inspection.of(arm, subject).map(inspection.methods().get(0));
      float[] values = map.values();
      int strongest = 0;
      for (int i = 1; i < values.length; i++) {
        strongest = Math.abs(values[i]) > Math.abs(values[strongest]) ? i : strongest;
      }
      DecodedImage image = inspection.subjects().get(subject).image();
      int y = (2 * (strongest / map.width()) + 1) * image.height() / (2 * map.height());
      int x = (2 * (strongest % map.width()) + 1) * image.width() / (2 * map.width());
      return suspects.getOrDefault(arm, List.of()).stream().anyMatch(s -> s.contains(y, x));
    }
  }

  /** Draws it; null when there is no image. */
  @Nullable ExplainedImage write(@Nullable MapFindings found, Path folder) throws IOException {
    Map<String, List<Region>> suspects = suspects(found);
    Choice best =
        inspections.stream()
            .flatMap(i -> IntStream.range(0, i.subjects().size()).mapToObj(s -> new Choice(i, s)))
            .max(Comparator.comparingDouble(choice -> choice.contrast(suspects)))
            .orElse(null);
    if (best == null) {
      return null;
    }
    new MapSheets(best.inspection(), classes, settings)
        .writeWithSuspects(
            best.subject(), best.inspection().methods().get(0), suspects, folder.resolve(FILE));
    Subject subject = best.inspection().subjects().get(best.subject());
    String title =
        best.inspection().methods().get(0).title()
            + " of "
            + subject.id()
            + (suspects.isEmpty() ? "" : "; yellow frame: place that the shortcut scan suspects")
            + (subject.regions(box -> box.outsideObject()).isEmpty()
                ? ""
                : "; pink frame: planted shortcut");
    return RunImages.explained(
        best.inspection(), classes, best.subject(), List.of(new Illustration(title, FILE)));
  }

  /** The strongest suspect of every scan, by arm. */
  private static Map<String, List<Region>> suspects(@Nullable MapFindings found) {
    Map<String, List<Region>> byArm = new LinkedHashMap<>();
    if (found != null) {
      found.scans().stream()
          .filter(scan -> !scan.suspects().isEmpty())
          .forEach(
              scan -> {
                var suspect = scan.suspects().get(0);
                byArm
                    .computeIfAbsent(scan.arm(), arm -> new ArrayList<>())
                    .add(new Region(suspect.x(), suspect.y(), suspect.width(), suspect.height()));
              });
    }
    return byArm;
  }
}
