package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.occlusion.OcclusionEngine.Session;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Occlusion sensitivity with windows of several sizes, from micro to macro: small windows show
 * details, large ones evidence that is spread so widely that no small window can hide it.
 *
 * <p>All sizes see the same replacements of the same image, and their work on the whole image is
 * done once. See {@link MultiScaleResult} for how they are combined.
 *
 * @param scales windows and their steps, one or more
 * @param fill what windows show
 */
public record MultiScaleOcclusion(List<Scale> scales, OcclusionFill fill) {

  /**
   * One size of the window.
   *
   * @param windowPx side in pixels
   * @param stridePx step in pixels, at most {@code windowPx}
   */
  public record Scale(int windowPx, int stridePx) {
    public Scale {
      WindowGrid.requireCovering(windowPx, stridePx);
    }
  }

  public MultiScaleOcclusion {
    Objects.requireNonNull(scales, "scales must not be null");
    scales = List.copyOf(scales);
    Checks.require(!scales.isEmpty(), "scales must not be empty");
    Objects.requireNonNull(fill, "fill must not be null");
  }

  /**
   * Explains several classes in one pass.
   *
   * @param engine how windows are scored
   * @param image {@code [C,H,W]}, 0..255, of any floating type; not changed
   * @param targetClasses indices of the classes whose scores are recorded
   * @param progress is told of images scored, over all sizes
   */
  public MultiScaleResult explain(
      OcclusionEngine engine, INDArray image, int[] targetClasses, ProgressListener progress) {
    Checks.require(image.rank() == 3, "image must be [C,H,W], had %d dimensions", image.rank());
    Checks.require(targetClasses.length >= 1, "targetClasses must not be empty");
    float[] clean = image.castTo(DataType.FLOAT).dup('c').data().asFloat();
    int channels = (int) image.size(0);
    int height = (int) image.size(1);
    int width = (int) image.size(2);
    List<float[]> replacements = fill.replacements(clean, channels, height, width);
    try (Session session = engine.open(clean, channels, height, width)) {
      Stream<OcclusionPass> passes =
          scales.stream()
              .map(scale -> new WindowGrid(height, width, scale.windowPx(), scale.stridePx()))
              .map(
                  grid ->
                      new OcclusionPass(
                          session, engine.name(), grid, fill, replacements, targetClasses.clone()));
      return run(passes.toList(), progress);
    }
  }

  private static MultiScaleResult run(List<OcclusionPass> passes, ProgressListener progress) {
    int total = passes.stream().mapToInt(OcclusionPass::work).reduce(0, Math::addExact);
    List<OcclusionResult> results = new ArrayList<>();
    int done = 0;
    for (OcclusionPass pass : passes) {
      int before = done;
      results.add(pass.run((step, all) -> progress.progress(before + step, total)));
      done += pass.work();
    }
    return new MultiScaleResult(results);
  }
}
