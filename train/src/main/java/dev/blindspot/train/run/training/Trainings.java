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
  private final Path arms;
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
    this.arms = folder.resolve("arms");
    try {
      this.shared = cluster == null ? null : ClusterTraining.of(cluster, prepared, weights, folder);
      prepared.config().arms().forEach(this::addUnlessItWaits);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** An arm that hides the suspects of another one is trained after the scan of that one. */
  private void addUnlessItWaits(String arm, ArmConfig config) {
    if (config.hideSuspectsOf() == null) {
      prepared.config().trainingSeeds().forEach(seed -> trainers.add(seeded(arm, seed, config)));
    }
  }

  private Seeded seeded(String arm, long seed, ArmConfig config) {
    List<Long> seeds = prepared.config().trainingSeeds();
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
    return new Seeded(arm, seed, new Trainer(training, progress, epoch -> {}, workers));
  }

  /** What would be done. */
  public TrainingPlan plan() {
    return TrainingPlan.of(prepared.config(), prepared.manifest());
  }

  /** Tells whether two runs start from the same weights. */
  public String fingerprint() {
    return weights.fingerprint();
  }

  /** Trains what is not trained yet and waits for nothing; by arm, in the order of their seeds. */
  public Map<String, List<SeededArm>> train(StepTimer clock) throws IOException {
    List<SeededArm> trained = new ArrayList<>();
    for (Seeded one : trainers) {
      trained.add(train(one, clock));
    }
    return SeededArm.byArm(trained);
  }

  /** Trains an arm that had to wait, from the same first weights; as configured by then. */
  public SeededArm train(String arm, long seed, ArmConfig config, StepTimer clock)
      throws IOException {
    return train(seeded(arm, seed, config), clock);
  }

  private static SeededArm train(Seeded one, StepTimer clock) throws IOException {
    return new SeededArm(one.arm(), one.seed(), clock.time("training", one.trainer()::train));
  }

  @Override
  public void close() {
    weights.close();
    if (shared != null) {
      shared.close();
    }
  }
}
