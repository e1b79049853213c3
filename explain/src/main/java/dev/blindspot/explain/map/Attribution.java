package dev.blindspot.explain.map;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a method says about the places of one image: a grid of signed numbers, immutable.
 *
 * <p>Positive values speak for the target class, negative ones against it. The unit is the
 * method's: a drop of probability for occlusion, a part of the logit for CAM. The grid has the
 * image's size or the smaller one of a feature map; {@link #upsampled} goes from one to the other.
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by value
public record Attribution(String method, int targetClass, int height, int width, float[] values)
    implements Serializable {

  /**
   * @param method name of the method, for titles and file names
   * @param targetClass index of the class that is explained
   * @param height rows of the grid
   * @param width columns of the grid
   * @param values {@code height x width} numbers, row-major; NaN is kept and reported by {@link
   *     #notes()}
   * @throws IllegalArgumentException if a size is not positive or does not fit the values
   */
  public Attribution {
    Objects.requireNonNull(method, "method must not be null");
    Objects.requireNonNull(values, "values must not be null");
    Checks.require(targetClass >= 0, "targetClass must be >= 0, was %d", targetClass);
    Checks.require(height >= 1, "height must be >= 1, was %d", height);
    Checks.require(width >= 1, "width must be >= 1, was %d", width);
    Checks.require(
        values.length == (long) height * width,
        "values must hold height x width = %d numbers, had %d",
        (long) height * width,
        values.length);
    values = values.clone();
  }

  /** A copy of the numbers, row-major. */
  @Override
  public float[] values() {
    return values.clone();
  }

  /** The value in row {@code y}, column {@code x}. */
  public float at(int y, int x) {
    Objects.checkIndex(y, height);
    Objects.checkIndex(x, width);
    return values[y * width + x];
  }

  /** The smallest value; NaN if any value is. */
  public float min() {
    float min = values[0];
    for (float value : values) {
      min = Math.min(min, value);
    }
    return min;
  }

  /** The largest value; NaN if any value is. */
  public float max() {
    float max = values[0];
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  /** The mean over all places; NaN if any value is. */
  public double mean() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Whether all values are one and the same number: such a map says nothing. */
  public boolean flat() {
    return min() == max();
  }

  /** Whether no value is NaN or infinite. */
  public boolean finite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** What a reader must know before trusting the image of this map; empty for an ordinary map. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!finite()) {
      notes.add("NaN");
    } else if (flat()) {
      notes.add("flat");
    }
    if (max() <= 0) {
      notes.add("no positive value");
    }
    return List.copyOf(notes);
  }

  /** The same map without what speaks against the class: negative values become 0. */
  public Attribution rectified() {
    float[] positive = values.clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(0f, positive[i]);
    }
    return new Attribution(method, targetClass, height, width, positive);
  }

  /**
   * The same map, blurred: what the ragged values of a gradient have in common.
   *
   * @param sigma of the Gaussian, in the map's pixels, above 0
   */
  public Attribution blurred(double sigma) {
    return new Attribution(
        method, targetClass, height, width, GaussianBlur.blur(values, 1, height, width, sigma));
  }

  /**
   * The same map at another size.
   *
   * @param toHeight rows wanted
   * @param toWidth columns wanted
   * @param interpolation how cells become pixels
   */
  public Attribution upsampled(int toHeight, int toWidth, Interpolation interpolation) {
    Checks.require(toHeight >= 1, "toHeight must be >= 1, was %d", toHeight);
    Checks.require(toWidth >= 1, "toWidth must be >= 1, was %d", toWidth);
    Checks.require(
        (long) toHeight * toWidth <= Integer.MAX_VALUE,
        "toHeight x toWidth must be at most %d, was %d",
        Integer.MAX_VALUE,
        (long) toHeight * toWidth);
    Objects.requireNonNull(interpolation, "interpolation must not be null");
    if (toHeight == height && toWidth == width) {
      return this;
    }
    float[] resized = interpolation.resize(values, height, width, toHeight, toWidth);
    return new Attribution(method, targetClass, toHeight, toWidth, resized);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attribution that
        && method.equals(that.method)
        && targetClass == that.targetClass
        && height == that.height
        && width == that.width
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(method, targetClass, height, width, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return "%s of class %d, %d x %d, %g to %g %s"
        .formatted(method, targetClass, height, width, min(), max(), notes());
  }
}
