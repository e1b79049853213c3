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
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Scores held-out images under all conditions on a cluster, in parts of whole batches: every
 * forward pass sees the images that it sees on one machine.
 */
public final class ClusterScores {
  private final Cluster cluster;
  private final EvaluationInputs materials;

  public ClusterScores(Cluster cluster, EvaluationInputs materials) {
    this.cluster = cluster;
    this.materials = materials;
  }

  /** What a model that Blindspot saved says of all images. */
  public Scored said(Path model, ProgressListener progress) {
    return said(ModelSource.ours(model), progress);
  }

  /** What a model says of all images. */
  public Scored said(ModelSource model, ProgressListener progress) {
    RobustnessSuite.HeldOut held = materials.held();
    int count = held.images().size();
    int perPart = materials.settings().batchSize();
    int parts = (count + perPart - 1) / perPart;
    int conditions = materials.suite().conditions().size();
    AtomicLong done = new AtomicLong();
    long started = System.nanoTime();
    try {
      SharedFiles file = cluster.share(model.file());
      List<Scored> said =
          WorkDistribution.over(
              cluster,
              parts,
              part -> scoring(file, model, held, part * perPart, perPart),
              () ->
                  progress.progress(
                      (int) Math.min(count, done.addAndGet(perPart)) * conditions,
                      count * conditions));
      cluster.forget(file);
      return Scored.joined(said, (System.nanoTime() - started) / 1e9);
    } catch (IOException e) {
      throw new UserError(model.file() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Scoring scoring(
      SharedFiles file, ModelSource model, RobustnessSuite.HeldOut held, int first, int count) {
    int to = Math.min(held.images().size(), first + count);
    return new Scoring(
        file,
        model,
        new ArrayList<>(held.images().subList(first, to)),
        first,
        Arrays.copyOfRange(held.labels(), first, to),
        materials.settings(),
        materials.seed(),
        materials.mean());
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Scoring(
      SharedFiles file,
      ModelSource model,
      List<DecodedImage> images,
      int first,
      int[] labels,
      EvaluationConfig settings,
      long seed,
      Rgb mean)
      implements Work<Scored> {
    @Override
    public Scored carryOut(ClusterNode node) throws IOException {
      try (EvaluatedModel loaded =
          EvaluatedModel.of(model.at(node.path(file)), mean, settings.batchSize())) {
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
