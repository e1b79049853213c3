package dev.blindspot.train.run;

import dev.blindspot.train.config.LoadedConfig;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.evaluate.Evaluation;
import dev.blindspot.train.evaluate.OcclusionCurve;
import dev.blindspot.train.io.AtomicFile;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures saved models on the held-out pictures of a configuration. */
public final class EvaluateJob {
  private final LoadedConfig loaded;
  private final Progress progress;

  public EvaluateJob(LoadedConfig loaded, Progress progress) {
    this.loaded = loaded;
    this.progress = progress;
  }

  /** One model's figures. */
  public record Row(Path model, Evaluation test, OcclusionCurve occlusion) {}

  /** Measures every model and writes {@code evaluation.csv}. */
  public List<Row> evaluate(List<Path> models, Path out, Existing existing) {
    Path table = out.resolve("evaluation.csv");
    if (existing == Existing.REFUSE && Files.exists(table)) {
      throw new UserError(
          table + " is there already; overwrite it with --force or name another --out");
    }
    Preparation prepared = Preparation.of(loaded, progress);
    List<ManifestRow> heldOut = prepared.requireHeldOut();
    models.forEach(model -> requireFits(model, ModelInput.of(prepared)));
    ArmEvaluation evaluation = new ArmEvaluation(loaded.config(), prepared, progress);
    List<Row> rows = new ArrayList<>();
    for (Path model : models) {
      ArmEvaluation.Measured measured = evaluation.measure(model.toString(), model, heldOut);
      rows.add(new Row(model, measured.test(), measured.occlusion().curve()));
    }
    write(rows, table);
    return rows;
  }

  private static void requireFits(Path model, ModelInput expected) {
    try (ModelFile.Loaded loaded = ModelFile.load(model)) {
      ModelInput found = ModelInput.of(loaded.spec());
      if (!found.equals(expected)) {
        throw new UserError(
            "%s takes %s; the configuration has %s (set model.inputSize and data.resize)"
                .formatted(model, found, expected));
      }
    }
  }

  private static void write(List<Row> rows, Path table) {
    StringBuilder text =
        new StringBuilder(
            "model,images,accuracy,balanced_accuracy,f1,auroc,log_loss,ece,occlusion_auc\n");
    for (Row row : rows) {
      Evaluation e = row.test();
      text.append(
          String.format(
              Locale.ROOT,
              "\"%s\",%d,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f\n",
              row.model().toString().replace("\"", "\"\""),
              e.images(),
              e.accuracy(),
              e.balancedAccuracy(),
              e.f1(),
              e.auroc(),
              e.logLoss(),
              e.ece(),
              row.occlusion().auc()));
    }
    try {
      AtomicFile.writeText(table, text.toString());
    } catch (IOException e) {
      throw new UserError(table + " cannot be written: " + e.getMessage(), e);
    }
  }
}
