package dev.blindspot.train.run.training;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.fit.Trainer;
import dev.blindspot.train.fit.Workers;
import dev.blindspot.train.fit.batch.ArmTraining;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.prepare.Preparation;
import dev.blindspot.train.run.prepare.StepTimer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trainings of a run: every arm with every seed. */
public final class Trainings implements AutoCloseable {
  private final Preparation prepared;
  private final Progress progress;
  private final FirstWeightsBySeed weights;
  private final @Nullable ClusterTraining shared;
  private final List<Seeded> trainers = new ArrayList<>();

  private record Seeded(String arm, long seed, Trainer trainer) {}

  /**
   * Makes the trainers of all arms before the first one trains: mistakes come to light at once.
   *
   * @param folder of the run
   * @param cluster whose workers train; null: this machine
   */
  public Trainings(
      Preparation prepared, Path folder, Progress progress, @Nullable Cluster cluster) {
    this.prepared = prepared;
    this.progress = progress;
    this.weights = FirstWeightsBySeed.of(prepared);
    try {
      this.shared = cluster == null ? null : ClusterTraining.of(cluster, prepared, weights, folder);
      prepared.config().arms().forEach((arm, config) -> add(arm, config, folder.resolve("arms")));
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private void add(String arm, ArmConfig config, Path arms) {
    List<Long> seeds = prepared.config().trainingSeeds();
    for (long seed : seeds) {
      Path folder = arms.resolve(arm);
      ArmTraining training =
          new ArmTraining(
              SeededArm.title(arm, seed, seeds.size()),
              config,
              prepared.config().model(),
              prepared.spec(),
              weights.of(seed),
              prepared.manifest().in(Split.TRAIN),
              prepared.manifest().in(Split.VALIDATION),
              prepared.images(),
              prepared.datasetMean(),
              seed,
              seeds.size() == 1 ? folder : folder.resolve("seed-" + seed));
      Workers workers = shared == null ? null : shared.workers(training);
      trainers.add(new Seeded(arm, seed, new Trainer(training, progress, epoch -> {}, workers)));
    }
  }

  /** What would be done. */
  public TrainingPlan plan() {
    return TrainingPlan.of(prepared.config(), prepared.manifest());
  }

  /** Tells whether two runs start from the same weights. */
  public String fingerprint() {
    return weights.fingerprint();
  }

  /** Trains what is not trained yet; by arm, in the order of their seeds. */
  public Map<String, List<SeededArm>> train(StepTimer clock) throws IOException {
    List<SeededArm> trained = new ArrayList<>();
    for (Seeded one : trainers) {
      trained.add(
          new SeededArm(one.arm(), one.seed(), clock.time("training", one.trainer()::train)));
    }
    return SeededArm.byArm(trained);
  }

  @Override
  public void close() {
    weights.close();
    if (shared != null) {
      shared.close();
    }
  }
}
