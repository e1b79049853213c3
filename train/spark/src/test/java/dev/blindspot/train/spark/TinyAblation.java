package dev.blindspot.train.spark;

import dev.blindspot.train.ablation.AblationJob;
import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.ablation.trial.AblationEvents;
import dev.blindspot.train.ablation.trial.ClusterTrialRunner;
import dev.blindspot.train.config.reader.AblationReader;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An ablation of a run on drawn images of 32 pixels. */
record TinyAblation(Path config, Path out) {
  private static final String RUN =
      """
      name: tiny
      seed: 3
      data:
        source: {synthetic: {images: 20, size: 32}}
        split: {validation: 0.3, test: 0.3}
      model: {inputSize: 32, width: 0.0625, batchNorm: true}
      training: {epochs: 1, batchSize: 8, optimiser: {adamw: {learningRate: 0.002}}}
      arms: {reference: {}}
      evaluation: {batchSize: 16, fractions: [0, 0.3], draws: 1}
      """;

  static TinyAblation write(Path folder, String lines) throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), RUN);
    Path config = folder.resolve("ablation.yaml");
    Files.writeString(config, "name: tried\nbase: tiny.yaml\npruning: null\n" + lines);
    return new TinyAblation(config, folder.resolve("out"));
  }

  /** The folder of the ablation. */
  Path folder() {
    return out.resolve("tried");
  }

  List<TrialRecord> trials() {
    try (TrialStore store = TrialStore.open(folder())) {
      return store.trials();
    }
  }

  /** Carries it out on a cluster. */
  Path run(
      dev.blindspot.train.cluster.Cluster cluster, List<String> program, AblationEvents events) {
    return new AblationJob(AblationReader.read(config, List.of()), Progress.NONE)
        .run(out, IfExists.REFUSE, made -> new ClusterTrialRunner(cluster, program, 0), events);
  }

  /** Ignores everything. */
  static class Silent implements AblationEvents {
    @Override
    public void began(TrialRecord trial, TrialSetting setting) {}

    @Override
    public void epoch(TrialRecord trial, TrialSetting setting, EpochValues epoch) {}

    @Override
    public void ended(TrialRecord trial, TrialSetting setting, TrialOutcome outcome) {}
  }
}
