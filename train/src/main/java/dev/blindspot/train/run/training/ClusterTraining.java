package dev.blindspot.train.run.training;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.SharedFiles;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.Workers;
import dev.blindspot.train.fit.WorkersProvider;
import dev.blindspot.train.fit.batch.ArmTraining;
import dev.blindspot.train.fit.batch.BatchRecipe;
import dev.blindspot.train.io.FolderArchive;
import dev.blindspot.train.run.folder.RunFolder;
import dev.blindspot.train.run.folder.SharedImages;
import dev.blindspot.train.run.prepare.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Trainings that the workers of a cluster share: the training images, decoded once, lie in the
 * run's folder until this is closed.
 */
final class ClusterTraining implements AutoCloseable {

  private final Cluster cluster;
  private final Path folder;
  private final SharedFiles images;

  private ClusterTraining(Cluster cluster, Path folder, SharedFiles images) {
    this.cluster = cluster;
    this.folder = folder;
    this.images = images;
  }

  /**
   * Makes everything readable for all machines.
   *
   * @param weights that trainings start from
   * @param run folder of the run
   */
  static ClusterTraining of(
      Cluster cluster, Preparation prepared, FirstWeightsBySeed weights, Path run) {
    Path folder = run.resolve(RunFolder.SHARED);
    try {
      new SharedImages(folder)
          .write(prepared.manifest(), prepared.manifest().in(Split.TRAIN), prepared.images());
      if (prepared.config().model().frozenBlocks() > 0) {
        for (long seed : prepared.config().trainingSeeds()) {
          RemoteBatches.writeWeights(folder, seed, weights.of(seed));
        }
      }
      return new ClusterTraining(cluster, folder, cluster.share(folder));
    } catch (IOException e) {
      throw new UserError(
          "the images for the cluster cannot be written to %s: %s"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Those who train an arm. */
  Workers workers(ArmTraining training) {
    String key = UUID.randomUUID().toString();
    RemoteBatches batches = new RemoteBatches(key, BatchRecipe.shared(training), images);
    return WorkersProvider.find().on(cluster, batches, training.arm().training());
  }

  /** Nobody may read the images any more. */
  @Override
  public void close() {
    cluster.forget(images);
    try {
      for (Path file : FolderArchive.files(folder)) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UserError(folder + " cannot be deleted: " + e.getMessage(), e);
    }
  }
}
