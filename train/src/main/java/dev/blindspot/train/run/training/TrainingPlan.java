package dev.blindspot.train.run.training;

import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.reader.ConfigWriter;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run would do, in a few lines. */
public record TrainingPlan(List<String> lines) {
  public TrainingPlan {
    lines = List.copyOf(lines);
  }

  static TrainingPlan of(RunConfig config, Manifest manifest) {
    List<String> lines = new ArrayList<>();
    lines.add("run " + config.name() + ", seed " + config.seed());
    for (Split split : Split.values()) {
      int rows = manifest.in(split).size();
      if (rows > 0) {
        lines.add(
            String.format(
                Locale.ROOT, "%-10s %d images", split.name().toLowerCase(Locale.ROOT), rows));
      }
    }
    if (!manifest.bad().isEmpty()) {
      lines.add("left out   " + manifest.bad().size() + " bad rows");
    }
    int train = manifest.in(Split.TRAIN).size();
    for (Map.Entry<String, ArmConfig> arm : config.arms().entrySet()) {
      int batch = arm.getValue().training().batchSize();
      int steps = (train + batch - 1) / batch * arm.getValue().training().epochs();
      lines.add(
          String.format(
              Locale.ROOT,
              "arm %s:%s %d epochs, %d steps of %d images; %s",
              arm.getKey(),
              waiting(arm.getValue()),
              arm.getValue().training().epochs(),
              steps,
              batch,
              String.join(", ", ConfigWriter.lines(arm.getValue().augmentation()))));
    }
    return new TrainingPlan(lines);
  }

  private static String waiting(ArmConfig arm) {
    return arm.hideSuspectsOf() == null
        ? ""
        : " after the scan of %s, if that confirms a suspect:".formatted(arm.hideSuspectsOf());
  }
}
