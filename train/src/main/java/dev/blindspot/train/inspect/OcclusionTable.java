package dev.blindspot.train.inspect;

import dev.blindspot.explain.occlusion.MultiScaleResult;
import dev.blindspot.explain.occlusion.OcclusionResult;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.train.io.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code occlusion.csv}: what every arm says for every position of the window. */
public final class OcclusionTable {
  private static final List<String> HEADER =
      List.of("image", "arm", "x", "y", "width", "height", "p_true", "predicted");

  private OcclusionTable() {}

  /** Writes all positions of all images and arms. */
  public static void write(Inspection inspection, List<String> classes, Path file)
      throws IOException {
    TableWriter.write(
        file,
        HEADER,
        table -> {
          for (String arm : inspection.arms()) {
            for (int i = 0; i < inspection.subjects().size(); i++) {
              MultiScaleResult result = inspection.of(arm, i).occlusion();
              if (result != null) {
                print(table, arm, inspection.subjects().get(i), result.first(), classes);
              }
            }
          }
        });
  }

  private static void print(
      TableWriter table, String arm, Subject subject, OcclusionResult result, List<String> classes)
      throws IOException {
    for (int position = 0; position < result.grid().size(); position++) {
      Window window = result.grid().window(position);
      table.row(
          subject.id(),
          arm,
          window.x(),
          window.y(),
          window.width(),
          window.height(),
          result.score(position, subject.target()),
          classes.get(result.predictedClass(position)));
    }
  }
}
