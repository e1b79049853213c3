package dev.blindspot.train.evaluate.corruption;

import java.util.random.RandomGenerator;

/** Clouds by the diamond-square algorithm (Fournier, Fussell and Carpenter 1982), on a torus. */
final class Plasma {
  private final int size;
  private final float[] height;
  private final RandomGenerator random;

  private Plasma(int size, RandomGenerator random) {
    this.size = size;
    this.height = new float[size * size];
    this.random = random;
  }

  /**
   * A map of {@code size * size} values from 0 to 1, row by row.
   *
   * @param size a power of two
   * @param decay every finer step is weaker by the square of it, as ImageNet-C's code multiplies a
   *     draw between minus and plus an amplitude by the amplitude again; smaller is rougher
   */
  static float[] of(int size, double decay, RandomGenerator random) {
    Plasma plasma = new Plasma(size, random);
    double amplitude = 1;
    for (int step = size; step >= 2; step /= 2) {
      plasma.squares(step, amplitude);
      plasma.diamonds(step, amplitude);
      amplitude /= decay * decay;
    }
    return plasma.normalised();
  }

  /** The middle of every square: the mean of its corners and a draw. */
  private void squares(int step, double amplitude) {
    int half = step / 2;
    for (int y = 0; y < size; y += step) {
      for (int x = 0; x < size; x += step) {
        float mean = (at(y, x) + at(y, x + step) + at(y + step, x) + at(y + step, x + step)) / 4;
        set(y + half, x + half, mean, amplitude);
      }
    }
  }

  /** The middle of every edge: the mean of its four neighbours and a draw. */
  private void diamonds(int step, double amplitude) {
    int half = step / 2;
    for (int y = 0; y < size; y += half) {
      for (int x = (y / half % 2 == 0 ? half : 0); x < size; x += step) {
        float mean = (at(y - half, x) + at(y + half, x) + at(y, x - half) + at(y, x + half)) / 4;
        set(y, x, mean, amplitude);
      }
    }
  }

  private float at(int y, int x) {
    return height[(y & (size - 1)) * size + (x & (size - 1))];
  }

  private void set(int y, int x, float mean, double amplitude) {
    height[y * size + x] = mean + (float) (amplitude * (2 * random.nextDouble() - 1));
  }

  private float[] normalised() {
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    for (float h : height) {
      least = Math.min(least, h);
      most = Math.max(most, h);
    }
    for (int i = 0; i < height.length; i++) {
      height[i] = (height[i] - least) / (most - least);
    }
    return height;
  }
}
