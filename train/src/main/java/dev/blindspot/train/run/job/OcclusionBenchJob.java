package dev.blindspot.train.run.job;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.machine.ModelOcclusionSpeed;
import dev.blindspot.train.model.foreign.OpenModel;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.prepare.ModelRequest;

/** Times occlusion maps of a model. */
public final class OcclusionBenchJob {
  private final Progress progress;

  public OcclusionBenchJob(Progress progress) {
    this.progress = progress;
  }

  /** Times maps of the only model of a request. */
  public ModelOcclusionSpeed.Result measure(
      ModelRequest request, int windowPx, int stridePx, int maps) {
    try (OpenModel model = request.sources(null).values().iterator().next().open()) {
      if (windowPx > model.inputSize()) {
        throw new UserError(
            "--window must be at most the input's %d pixels, was %d"
                .formatted(model.inputSize(), windowPx));
      }
      return new ModelOcclusionSpeed(model, windowPx, stridePx).measure(maps, progress);
    }
  }
}
