package dev.blindspot.explain.map;

/** How a small map is brought to the size of an image: along one axis, then along the other. */
public enum Interpolation {
  /**
   * Every pixel takes the value of the cell that it lies in: shows the true resolution of the map.
   */
  NEAREST {
    @Override
    int first(double at) {
      return (int) Math.floor(at + 0.5);
    }

    @Override
    double[] parts(double at) {
      return new double[] {1};
    }
  },

  /** Straight between the centres of cells, with replicated border; never overshoots. */
  BILINEAR {
    @Override
    int first(double at) {
      return (int) Math.floor(at);
    }

    @Override
    double[] parts(double at) {
      double behind = at - Math.floor(at);
      return new double[] {1 - behind, behind};
    }
  },

  /**
   * Cubic convolution (Keys 1981, a = -0.5) with replicated border. It reproduces straight ramps
   * exactly and may overshoot at edges by up to an eighth of the step.
   */
  BICUBIC {
    @Override
    int first(double at) {
      return (int) Math.floor(at) - 1;
    }

    @Override
    double[] parts(double at) {
      double behind = at - Math.floor(at);
      return new double[] {keys(behind + 1), keys(behind), keys(1 - behind), keys(2 - behind)};
    }
  };

  /** The first cell that has a part in the value at a place; 0 is the centre of the first cell. */
  abstract int first(double at);

  /** The parts of that cell and of those behind it. */
  abstract double[] parts(double at);

  /**
   * Brings a row-major grid to another size; pixel centres are aligned, as OpenCV and PyTorch do.
   */
  float[] resize(float[] values, int height, int width, int toHeight, int toWidth) {
    return at(values, height, width, centres(height, toHeight), centres(width, toWidth));
  }

  private static double[] centres(int cells, int pixels) {
    double[] centres = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      centres[i] = (i + 0.5) * cells / pixels - 0.5;
    }
    return centres;
  }

  /**
   * The values of a row-major grid at places of its own.
   *
   * @param down of the result's rows, in cells; 0 is the centre of the first cell
   * @param right of its columns
   */
  float[] at(float[] values, int height, int width, double[] down, double[] right) {
    double[] rows = new double[height * right.length];
    for (int x = 0; x < right.length; x++) {
      int first = first(right[x]);
      double[] parts = parts(right[x]);
      for (int row = 0; row < height; row++) {
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
          sum += parts[i] * values[row * width + clamp(first + i, width)];
        }
        rows[row * right.length + x] = sum;
      }
    }
    float[] out = new float[down.length * right.length];
    for (int y = 0; y < down.length; y++) {
      int first = first(down[y]);
      double[] parts = parts(down[y]);
      for (int x = 0; x < right.length; x++) {
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
          sum += parts[i] * rows[clamp(first + i, height) * right.length + x];
        }
        out[y * right.length + x] = (float) sum;
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
