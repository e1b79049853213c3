package dev.blindspot.train.run.measure;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.io.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** One model's figures: a line of {@code evaluation.csv}. */
public record ModelRow(Path model, Evaluation test, OcclusionCurve occlusion) {
  private static final List<String> HEADER =
      List.of(
          "model",
          "images",
          "accuracy",
          "balanced_accuracy",
          "f1",
          "auroc",
          "log_loss",
          "ece",
          "occlusion_auc");

  public static void write(List<ModelRow> rows, Path table) {
    try {
      TableWriter.write(
          table,
          HEADER,
          written -> {
            for (ModelRow row : rows) {
              written.row(row.cells());
            }
          });
    } catch (IOException e) {
      throw new UserError(table + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** The main figures in one line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s: accuracy %.4f (%.4f to %.4f) on %d images, AUROC %.4f, area under the"
            + " occlusion curve %.4f",
        model,
        test.accuracy(),
        test.accuracyInterval().low(),
        test.accuracyInterval().high(),
        test.images(),
        test.auroc(),
        occlusion.auc());
  }

  /** An undefined number is an empty field, as in {@code results.csv}. */
  Object[] cells() {
    Stream<String> numbers =
        DoubleStream.of(
                test.accuracy(),
                test.balancedAccuracy(),
                test.f1(),
                test.auroc(),
                test.logLoss(),
                test.ece(),
                occlusion.auc())
            .mapToObj(ModelRow::text);
    return Stream.concat(Stream.of(model.toString(), test.images()), numbers).toArray();
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }
}
