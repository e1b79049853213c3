package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.data.image.DecodedImage;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Applies corruptions to images at the network's size, with the strengths that {@link
 * CorruptionConstants} chooses by the size. The authors' files were stored as JPEGs of quality 85
 * after cutting values to integers; here values are rounded and shown as they are.
 *
 * <p>All severities of an image share their draws (the same noise, only stronger), and so do all
 * arms. Thread-safe.
 */
public final class Corruptions {
  /** The strongest severity; the slightest is 1. */
  public static final int SEVERITIES = 5;

  private static final Map<Corruption, Method> METHODS = new EnumMap<>(Corruption.class);

  static {
    METHODS.put(Corruption.GAUSSIAN_NOISE, Noise::gaussian);
    METHODS.put(Corruption.SHOT_NOISE, Noise::shot);
    METHODS.put(Corruption.IMPULSE_NOISE, Noise::impulse);
    METHODS.put(Corruption.DEFOCUS_BLUR, Blurs::defocus);
    METHODS.put(Corruption.MOTION_BLUR, Blurs::motion);
    METHODS.put(Corruption.ZOOM_BLUR, Blurs::zoom);
    METHODS.put(Corruption.BRIGHTNESS, LightCorruptions::brightness);
    METHODS.put(Corruption.CONTRAST, LightCorruptions::contrast);
    METHODS.put(Corruption.FOG, LightCorruptions::fog);
    METHODS.put(Corruption.JPEG, Warps::jpeg);
    METHODS.put(Corruption.PIXELATE, Warps::pixelate);
    METHODS.put(Corruption.ELASTIC, Elastic::of);
  }

  private Corruptions() {}

  /** One family. */
  private interface Method {
    DecodedImage apply(DecodedImage image, Severity severity, RandomGenerator random);
  }

  /**
   * The corrupted image; the given one is left as it is.
   *
   * @param severity 1 to 5
   * @param seed of the evaluation
   * @param number of the image: other images get other draws
   */
  public static DecodedImage apply(
      Corruption corruption, int severity, DecodedImage image, long seed, int number) {
    if (severity < 1 || severity > SEVERITIES) {
      throw new IllegalArgumentException("severity must be between 1 and 5, was " + severity);
    }
    Method method = METHODS.get(corruption);
    if (method == null) {
      throw new IllegalStateException("no method for " + corruption);
    }
    RandomGenerator random = SampleRandom.of(seed, "corruption " + corruption.name(), 0, number);
    CorruptionConstants constants = CorruptionConstants.of(image);
    return method.apply(
        image, new Severity(constants, severity - 1, constants.scale(image)), random);
  }

  static byte clip(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }
}
