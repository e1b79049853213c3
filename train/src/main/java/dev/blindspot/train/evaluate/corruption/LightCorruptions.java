package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.random.RandomGenerator;

/** Too much light, too little contrast, and fog. */
final class LightCorruptions {
  private static final Levels BRIGHTER =
      Levels.imageNet(0.1, 0.2, 0.3, 0.4, 0.5)
          .tinyImageNet(0.1, 0.2, 0.3, 0.4, 0.5)
          .cifar(0.05, 0.1, 0.15, 0.2, 0.3);
  private static final Levels CONTRASTS =
      Levels.imageNet(0.4, 0.3, 0.2, 0.1, 0.05)
          .tinyImageNet(0.4, 0.3, 0.2, 0.1, 0.05)
          .cifar(0.75, 0.5, 0.4, 0.3, 0.15);
  private static final Levels FOG =
      Levels.imageNet(1.5, 2, 2.5, 2.5, 3)
          .tinyImageNet(0.4, 0.7, 1, 1.5, 2)
          .cifar(0.2, 0.5, 0.75, 1, 1.5);
  private static final Levels FOG_DECAYS =
      Levels.imageNet(2, 2, 1.7, 1.5, 1.4)
          .tinyImageNet(3, 3, 2.5, 2, 1.75)
          .cifar(3, 3, 2.5, 2, 1.75);

  private LightCorruptions() {}

  /**
   * Adds to the value of hue, saturation and value. With hue and saturation kept, the three
   * channels grow by one factor, so that no conversion is needed.
   */
  static DecodedImage brightness(DecodedImage image, Severity severity, RandomGenerator random) {
    byte[] from = image.bgr();
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i += 3) {
      int value = Math.max(from[i] & 0xff, Math.max(from[i + 1] & 0xff, from[i + 2] & 0xff));
      double brighter = Math.min(255, value + 255 * BRIGHTER.at(severity));
      for (int c = i; c < i + 3; c++) {
        to[c] = Corruptions.clip(value == 0 ? brighter : (from[c] & 0xff) * brighter / value);
      }
    }
    return new DecodedImage(image.height(), image.width(), to);
  }

  /** Draws every channel towards its mean over the image. */
  static DecodedImage contrast(DecodedImage image, Severity severity, RandomGenerator random) {
    byte[] from = image.bgr();
    byte[] to = new byte[from.length];
    double[] means = new double[3];
    double contrast = CONTRASTS.at(severity);
    for (int i = 0; i < from.length; i++) {
      means[i % 3] += (from[i] & 0xff) * 3.0 / from.length;
    }
    for (int i = 0; i < from.length; i++) {
      double mean = means[i % 3];
      to[i] = Corruptions.clip(mean + contrast * ((from[i] & 0xff) - mean));
    }
    return new DecodedImage(image.height(), image.width(), to);
  }

  /** Lays a plasma fractal over the image and scales the sum back into the image's range. */
  static DecodedImage fog(DecodedImage image, Severity severity, RandomGenerator random) {
    int width = image.width();
    int size = Math.max(2, Integer.highestOneBit(2 * Math.max(image.height(), width) - 1));
    float[] plasma = Plasma.of(size, FOG_DECAYS.at(severity), random);
    byte[] from = image.bgr();
    byte[] to = new byte[from.length];
    double most = 1;
    double fogginess = 255 * FOG.at(severity);
    for (byte value : from) {
      most = Math.max(most, value & 0xff);
    }
    double back = most / (most + fogginess);
    for (int i = 0; i < from.length; i++) {
      int pixel = i / 3;
      double fog = fogginess * plasma[pixel / width * size + pixel % width];
      to[i] = Corruptions.clip(((from[i] & 0xff) + fog) * back);
    }
    return new DecodedImage(image.height(), image.width(), to);
  }
}
