package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.map.GaussianBlur;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an occluding window shows instead of the image.
 *
 * <p>A fill answers with whole replacement images; the window is cut out of them. With several
 * replacements a window is scored once with each and the scores are averaged.
 */
public sealed interface OcclusionFill extends Serializable {

  /**
   * The images that hidden pixels are taken from.
   *
   * @param image {@code channels x height x width} values 0..255, channel after channel, row-major;
   *     not changed
   * @return one or more arrays of the same layout
   */
  List<float[]> replacements(float[] image, int channels, int height, int width);

  /** One colour, for images with channels blue, green, red. */
  static OcclusionFill bgr(double blue, double green, double red) {
    return new Constant(List.of(blue, green, red));
  }

  /** One value for every channel: 0 is black, 127.5 mid grey. */
  static OcclusionFill grey(double value) {
    return new Constant(List.of(value));
  }

  /**
   * One value per channel, for example the mean of the training images.
   *
   * @param channelValues a value for each channel in the order of the image, or a single one for
   *     all; 0..255
   */
  record Constant(List<Double> channelValues) implements OcclusionFill {
    public Constant {
      Objects.requireNonNull(channelValues, "channelValues must not be null");
      channelValues = List.copyOf(channelValues);
      Checks.require(!channelValues.isEmpty(), "channelValues must not be empty");
      for (double value : channelValues) {
        Checks.require(
            value >= 0 && value <= 255, "channelValues must be between 0 and 255, had %s", value);
      }
    }

    @Override
    public List<float[]> replacements(float[] image, int channels, int height, int width) {
      Checks.require(
          channelValues.size() == 1 || channelValues.size() == channels,
          "channelValues must be 1 or as many as the image has channels (%d), were %d",
          channels,
          channelValues.size());
      float[] filled = new float[image.length];
      int area = height * width;
      for (int c = 0; c < channels; c++) {
        float value = channelValues.get(channelValues.size() == 1 ? 0 : c).floatValue();
        Arrays.fill(filled, c * area, (c + 1) * area, value);
      }
      return List.of(filled);
    }

    @Override
    public String toString() {
      return channelValues.stream()
          .map(String::valueOf)
          .collect(Collectors.joining(", ", "constant(", ")"));
    }
  }

  /**
   * The image itself, blurred: hides detail and adds no edge as hard as a constant does.
   *
   * @param sigmaPx standard deviation of the Gaussian in pixels; the border is replicated
   */
  record Blur(double sigmaPx) implements OcclusionFill {
    public Blur {
      Checks.require(
          sigmaPx > 0 && sigmaPx <= 1000,
          "sigmaPx must be greater than 0 and at most 1000, was %s",
          sigmaPx);
    }

    @Override
    public List<float[]> replacements(float[] image, int channels, int height, int width) {
      return List.of(GaussianBlur.blur(image, channels, height, width, sigmaPx));
    }

    @Override
    public String toString() {
      return "blur(" + sigmaPx + "px)";
    }
  }

  /**
   * Independent uniform noise in every pixel and channel, averaged over several draws so that no
   * single accident decides. The draws depend on the seed alone.
   *
   * @param draws images of noise; the work grows with them
   * @param seed of the generator
   */
  record Noise(int draws, long seed) implements OcclusionFill {
    public Noise {
      Checks.require(
          draws >= 1 && draws <= 1000, "draws must be between 1 and 1000, was %d", draws);
    }

    @Override
    public List<float[]> replacements(float[] image, int channels, int height, int width) {
      Random random = new Random(seed);
      return IntStream.range(0, draws).mapToObj(draw -> noise(random, image.length)).toList();
    }

    private static float[] noise(Random random, int length) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = random.nextFloat() * 255;
      }
      return values;
    }

    @Override
    public String toString() {
      return "noise(" + draws + " draws, seed " + seed + ")";
    }
  }
}
