package dev.blindspot.explain.render;

/**
 * Conversion between sRGB (0..1) and Oklab, a space in which equal steps look equal (Ottosson
 * 2020).
 */
final class Oklab {
  private static final double[][] TO_CONES = {
    {0.4122214708, 0.5363325363, 0.0514459929},
    {0.2119034982, 0.6806995451, 0.1073969566},
    {0.0883024619, 0.2817188376, 0.6299787005}
  };
  private static final double[][] FROM_CONES = {
    {4.0767416621, -3.3077115913, 0.2309699292},
    {-1.2684380046, 2.6097574011, -0.3413193965},
    {-0.0041960863, -0.7034186147, 1.7076147010}
  };
  private static final double[][] TO_LAB = {
    {0.2104542553, 0.7936177850, -0.0040720468},
    {1.9779984951, -2.4285922050, 0.4505937099},
    {0.0259040371, 0.7827717662, -0.8086757660}
  };
  private static final double[][] FROM_LAB = {
    {1, 0.3963377774, 0.2158037573},
    {1, -0.1055613458, -0.0638541728},
    {1, -0.0894841775, -1.2914855480}
  };

  private Oklab() {}

  static double[] fromRgb(double red, double green, double blue) {
    double[] cones = times(TO_CONES, new double[] {linear(red), linear(green), linear(blue)});
    return times(
        TO_LAB, new double[] {Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])});
  }

  static double[] toRgb(double[] lab) {
    double[] roots = times(FROM_LAB, lab);
    double[] cones = new double[3];
    for (int i = 0; i < 3; i++) {
      cones[i] = roots[i] * roots[i] * roots[i];
    }
    double[] light = times(FROM_CONES, cones);
    return new double[] {gamma(light[0]), gamma(light[1]), gamma(light[2])};
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 3; i++) {
        product[row] += matrix[row][i] * vector[i];
      }
    }
    return product;
  }

  private static double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double gamma(double light) {
    return light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
  }
}
