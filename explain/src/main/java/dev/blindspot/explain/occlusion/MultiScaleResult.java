package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Occlusion of one image with windows of several sizes.
 *
 * @param scales what was found with each size, in the order in which they were asked for
 */
public record MultiScaleResult(List<OcclusionResult> scales) implements Serializable {
  public MultiScaleResult {
    Objects.requireNonNull(scales, "scales must not be null");
    scales = List.copyOf(scales);
    Checks.require(!scales.isEmpty(), "scales must not be empty");
  }

  /** The result with the first size. */
  public OcclusionResult first() {
    return scales.get(0);
  }

  /**
   * The mean of the sizes' maps: per pixel, the mean drop over sizes, each of which is a mean over
   * windows. The unit stays that of the score, so that maps can be compared.
   */
  public Attribution drop(int targetClass, ScoreScale scale) {
    List<Attribution> maps = scales.stream().map(s -> s.drop(targetClass, scale)).toList();
    Attribution first = maps.get(0);
    float[] mean = new float[first.height() * first.width()];
    for (Attribution map : maps) {
      float[] values = map.values();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += values[i] / maps.size();
      }
    }
    return new Attribution(first.method(), targetClass, first.height(), first.width(), mean);
  }
}
