package dev.blindspot.explain.map;

/** How a small map is brought to the size of an image. */
public enum Interpolation {
  /**
   * Every pixel takes the value of the cell that it lies in: shows the true resolution of the map.
   */
  NEAREST {
    @Override
    float sample(float[] values, int height, int width, double y, double x) {
      return values[
          clamp((int) Math.floor(y + 0.5), height) * width
              + clamp((int) Math.floor(x + 0.5), width)];
    }
  },

  /** Straight between the centres of cells, with replicated border; never overshoots. */
  BILINEAR {
    @Override
    float sample(float[] values, int height, int width, double y, double x) {
      int top = (int) Math.floor(y);
      int left = (int) Math.floor(x);
      double dy = y - top;
      double dx = x - left;
      int above = clamp(top, height) * width;
      int below = clamp(top + 1, height) * width;
      int before = clamp(left, width);
      int behind = clamp(left + 1, width);
      return (float)
          ((1 - dy) * ((1 - dx) * values[above + before] + dx * values[above + behind])
              + dy * ((1 - dx) * values[below + before] + dx * values[below + behind]));
    }
  },

  /**
   * Cubic convolution (Keys 1981, a = -0.5) with replicated border. It reproduces straight ramps
   * exactly and may overshoot at edges by up to an eighth of the step.
   */
  BICUBIC {
    @Override
    float sample(float[] values, int height, int width, double y, double x) {
      int y0 = (int) Math.floor(y);
      int x0 = (int) Math.floor(x);
      double sum = 0;
      for (int i = -1; i <= 2; i++) {
        double row = 0;
        for (int j = -1; j <= 2; j++) {
          row += keys(x - x0 - j) * values[clamp(y0 + i, height) * width + clamp(x0 + j, width)];
        }
        sum += keys(y - y0 - i) * row;
      }
      return (float) sum;
    }
  };

  /** The value at cell coordinates (y, x), where (0, 0) is the centre of the first cell. */
  abstract float sample(float[] values, int height, int width, double y, double x);

  /**
   * Brings a row-major grid to another size; pixel centres are aligned, as OpenCV and PyTorch do.
   */
  float[] resize(float[] values, int height, int width, int toHeight, int toWidth) {
    float[] out = new float[toHeight * toWidth];
    for (int y = 0; y < toHeight; y++) {
      double fromY = (y + 0.5) * height / toHeight - 0.5;
      for (int x = 0; x < toWidth; x++) {
        double fromX = (x + 0.5) * width / toWidth - 0.5;
        out[y * toWidth + x] = sample(values, height, width, fromY, fromX);
      }
    }
    return out;
  }

  private static int clamp(int index, int size) {
    return Math.max(0, Math.min(size - 1, index));
  }

  private static double keys(double distance) {
    double d = Math.abs(distance);
    if (d < 1) {
      return (1.5 * d - 2.5) * d * d + 1;
    }
    return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
  }
}
