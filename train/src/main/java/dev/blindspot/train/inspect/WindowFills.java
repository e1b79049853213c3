package dev.blindspot.train.inspect;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.train.config.WindowFill;

/** Makes the fills of windows from their settings. */
public final class WindowFills {
  private WindowFills() {}

  public static OcclusionFill of(WindowFill fill, Rgb mean) {
    if (fill instanceof WindowFill.Mean) {
      return colour(mean);
    }
    if (fill instanceof WindowFill.Constant constant) {
      return colour(constant.colour());
    }
    if (fill instanceof WindowFill.Blur blur) {
      return new OcclusionFill.Blur(blur.sigmaPx());
    }
    if (fill instanceof WindowFill.PixelUniform noise) {
      return new OcclusionFill.Noise(noise.draws(), 1);
    }
    return OcclusionFill.grey(0);
  }

  private static OcclusionFill colour(Rgb colour) {
    return OcclusionFill.bgr(colour.blue(), colour.green(), colour.red());
  }
}
