package dev.blindspot.train.run.measure;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.ClusterNode;
import dev.blindspot.train.cluster.SharedFiles;
import dev.blindspot.train.cluster.Work;
import dev.blindspot.train.cluster.WorkDistribution;
import dev.blindspot.train.config.EvaluationConfig;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.evaluate.robustness.ConditionScorer.Scored;
import dev.blindspot.train.evaluate.robustness.RobustnessSuite;
import dev.blindspot.train.model.ForeignModel;
import dev.blindspot.train.model.PixelScale;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Scores held-out images under all conditions on a cluster, in parts of whole batches: every
 * forward pass sees the images that it sees on one machine.
 */
public final class ClusterScores {
  private final Cluster cluster;
  private final EvaluationInputs materials;
  private final @Nullable PixelScale scale;

  /**
   * @param scale what models of others expect of pixels; null: there are none
   */
  public ClusterScores(Cluster cluster, EvaluationInputs materials, @Nullable PixelScale scale) {
    this.cluster = cluster;
    this.materials = materials;
    this.scale = scale;
  }

  /** Scores by models that Blindspot saved, which say themselves what they expect. */
  public static ClusterScores ofOurs(Cluster cluster, EvaluationInputs materials) {
    return new ClusterScores(cluster, materials, null);
  }

  /** What a model says of all images. */
  public Scored said(Path model, ProgressListener progress) {
    RobustnessSuite.HeldOut held = materials.held();
    int count = held.images().size();
    int perPart = materials.settings().batchSize();
    int parts = (count + perPart - 1) / perPart;
    int conditions = materials.suite().conditions().size();
    AtomicLong done = new AtomicLong();
    long started = System.nanoTime();
    try {
      SharedFiles file = cluster.share(model);
      PixelScale foreign = ForeignModel.isOurs(model) ? null : scale;
      List<Scored> said =
          WorkDistribution.over(
              cluster,
              parts,
              part -> scoring(file, foreign, held, part * perPart, perPart),
              () ->
                  progress.progress(
                      (int) Math.min(count, done.addAndGet(perPart)) * conditions,
                      count * conditions));
      cluster.forget(file);
      return Scored.joined(said, (System.nanoTime() - started) / 1e9);
    } catch (IOException e) {
      throw new UserError(model + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Scoring scoring(
      SharedFiles model,
      @Nullable PixelScale foreign,
      RobustnessSuite.HeldOut held,
      int first,
      int count) {
    int to = Math.min(held.images().size(), first + count);
    return new Scoring(
        model,
        foreign,
        new ArrayList<>(held.images().subList(first, to)),
        first,
        Arrays.copyOfRange(held.labels(), first, to),
        materials.settings(),
        materials.seed(),
        materials.mean());
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Scoring(
      SharedFiles model,
      @Nullable PixelScale foreign,
      List<DecodedImage> images,
      int first,
      int[] labels,
      EvaluationConfig settings,
      long seed,
      Rgb mean)
      implements Work<Scored> {
    @Override
    public Scored carryOut(ClusterNode node) throws IOException {
      Path file = node.path(model);
      try (EvaluatedModel loaded =
          foreign == null
              ? EvaluatedModel.load(file)
              : EvaluatedModel.of(ForeignModel.load(file, foreign), mean, settings.batchSize())) {
        return RobustnessSuite.of(settings, seed)
            .said(
                loaded.scorer(),
                images,
                first,
                labels,
                loaded.guide(),
                new BytePainter(mean),
                (done, total) -> {});
      }
    }
  }
}
