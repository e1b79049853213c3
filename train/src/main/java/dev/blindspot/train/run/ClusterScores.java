package dev.blindspot.train.run;

import dev.blindspot.augment.BytePainter;
import dev.blindspot.augment.Rgb;
import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.Node;
import dev.blindspot.train.cluster.SharedFiles;
import dev.blindspot.train.cluster.Spread;
import dev.blindspot.train.cluster.Work;
import dev.blindspot.train.config.EvaluationConfig;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.ProgressListener;
import dev.blindspot.train.evaluate.ConditionScorer.Said;
import dev.blindspot.train.evaluate.RobustnessSuite;
import dev.blindspot.train.model.ForeignModel;
import dev.blindspot.train.model.PixelScale;
import dev.blindspot.train.model.PixelScale.Channels;
import dev.blindspot.train.model.PixelScale.Normalisation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Scores held-out pictures under all conditions on a cluster, in parts of whole batches: every
 * forward pass sees the pictures that it sees on one machine.
 */
final class ClusterScores {
  private final Cluster cluster;
  private final Materials materials;
  private final PixelScale scale;

  /**
   * @param scale what models of others expect of pixels
   */
  ClusterScores(Cluster cluster, Materials materials, PixelScale scale) {
    this.cluster = cluster;
    this.materials = materials;
    this.scale = scale;
  }

  /** Scores by models that Blindspot saved, which say themselves what they expect. */
  static ClusterScores ofOurs(Cluster cluster, Materials materials) {
    return new ClusterScores(cluster, materials, new PixelScale(Normalisation.NONE, Channels.BGR));
  }

  /** What a model says of all pictures. */
  Said said(Path model, ProgressListener progress) {
    RobustnessSuite.HeldOut held = materials.held();
    int count = held.pictures().size();
    int perPart = materials.settings().batchSize();
    int parts = (count + perPart - 1) / perPart;
    int conditions = materials.suite().conditions().size();
    AtomicLong done = new AtomicLong();
    long started = System.nanoTime();
    try {
      SharedFiles file = cluster.share(model);
      PixelScale foreign = ForeignModel.isOurs(model) ? null : scale;
      List<Said> said =
          Spread.over(
              cluster,
              parts,
              part -> scoring(file, foreign, held, part * perPart, perPart),
              () ->
                  progress.progressed(
                      (int) Math.min(count, done.addAndGet(perPart)) * conditions,
                      count * conditions));
      cluster.forget(file);
      return Said.joined(said, (System.nanoTime() - started) / 1e9);
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
    int to = Math.min(held.pictures().size(), first + count);
    return new Scoring(
        model,
        foreign,
        new ArrayList<>(held.pictures().subList(first, to)),
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
      List<Picture> pictures,
      int first,
      int[] labels,
      EvaluationConfig settings,
      long seed,
      Rgb mean)
      implements Work<Said> {
    @Override
    public Said carryOut(Node node) throws IOException {
      Path file = node.path(model);
      try (EvaluatedModel loaded =
          foreign == null
              ? EvaluatedModel.load(file)
              : EvaluatedModel.of(ForeignModel.load(file, foreign), mean, settings.batchSize())) {
        return RobustnessSuite.of(settings, seed)
            .said(
                loaded.scorer(),
                pictures,
                first,
                labels,
                loaded.guide(),
                new BytePainter(mean),
                (done, total) -> {});
      }
    }
  }
}
