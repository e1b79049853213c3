package dev.blindspot.augment.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.blindspot.augment.edit.ColourChange.Kind;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.method.Sampling;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.paint.FloatPainter;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixels are blue, green, red. Two of them: (10, 20, 200) and (40, 60, 80). */
class ColourChangeTest {
  private static final double FIRST = 0.114 * 10 + 0.587 * 20 + 0.299 * 200; // 72.68
  private static final double SECOND = 0.114 * 40 + 0.587 * 60 + 0.299 * 80; // 63.7

  private static float[] changed(Kind kind, double amount) {
    float[] pixels = {10, 20, 200, 40, 60, 80};
    new FloatPainter(Layout.NHWC)
        .paint(FloatBuffer.wrap(pixels), 0, 1, 2, List.of(new ColourChange(kind, amount)));
    return pixels;
  }

  private static void assertPixels(float[] actual, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as("value %d", i)
          .isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-4));
    }
  }

  @Test
  void brightnessMultipliesAndClips() {
    assertPixels(changed(Kind.BRIGHTNESS, 1.5), 15, 30, 255, 60, 90, 120);
  }

  @Test
  void contrastMovesAwayFromTheMeanLuminance() {
    double rest = 0.5 * (FIRST + SECOND) / 2;
    assertPixels(
        changed(Kind.CONTRAST, 0.5),
        5 + rest,
        10 + rest,
        100 + rest,
        20 + rest,
        30 + rest,
        40 + rest);
  }

  @Test
  void saturationMovesAwayFromThePixelsLuminance() {
    assertPixels(changed(Kind.SATURATION, 0), FIRST, FIRST, FIRST, SECOND, SECOND, SECOND);
    assertPixels(changed(Kind.SATURATION, 2), 0, 0, 255, 80 - SECOND, 120 - SECOND, 160 - SECOND);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, -0.21, 0.1, 1 / 3.0, 0.5})
  void hueTurnsAsInOpenCvsHsv(double amount) {
    byte[] image = Sampling.image(12, 10, 5);
    float[] values = new float[image.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = image[i] & 255;
    }
    float[] expected = turnedByOpenCv(values, amount);
    new FloatPainter(Layout.NHWC)
        .paint(FloatBuffer.wrap(values), 0, 12, 10, List.of(new ColourChange(Kind.HUE, amount)));
    assertThat(values).usingComparatorWithPrecision(0.01f).containsExactly(expected);
  }

  private static float[] turnedByOpenCv(float[] values, double amount) {
    try (Mat bgr = new Mat(12, 10, opencv_core.CV_32FC3, new FloatPointer(values)).clone();
        Mat hsv = new Mat()) {
      opencv_imgproc.cvtColor(bgr, hsv, opencv_imgproc.COLOR_BGR2HSV);
      FloatPointer pixels = new FloatPointer(hsv.data());
      for (int i = 0; i < values.length; i += 3) {
        pixels.put(i, (float) ((pixels.get(i) + 360 * amount + 360) % 360));
      }
      opencv_imgproc.cvtColor(hsv, bgr, opencv_imgproc.COLOR_HSV2BGR);
      float[] result = new float[values.length];
      new FloatPointer(bgr.data()).get(result);
      return result;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsNeutralChangesNothing(Kind kind) {
    byte[] image = Sampling.image(5, 7, 6);
    List<Edit> edits = List.of(new ColourChange(kind, kind == Kind.HUE ? 0 : 1));
    assertThat(new BytePainter().painted(image, 5, 7, edits)).isEqualTo(image);
  }

  @Test
  void greyImagesHaveBrightnessAndContrastAlone() {
    byte[] grey = {10, 50};
    BytePainter painter = new BytePainter();
    assertThat(painter.painted(grey, 1, 2, 1, List.of(new ColourChange(Kind.BRIGHTNESS, 2))))
        .containsExactly(20, 100);
    assertThat(painter.painted(grey, 1, 2, 1, List.of(new ColourChange(Kind.CONTRAST, 0))))
        .containsExactly(30, 30);
    for (Kind kind : List.of(Kind.SATURATION, Kind.HUE)) {
      List<Edit> edits = List.of(new ColourChange(kind, 0.3));
      assertThat(painter.painted(grey, 1, 2, 1, edits)).isEqualTo(grey);
    }
  }

  @Test
  void aFourthChannelStays() {
    byte[] pixel = {10, 20, 30, 40};
    List<Edit> edits = List.of(new ColourChange(Kind.BRIGHTNESS, 2));
    assertThat(new BytePainter().painted(pixel, 1, 1, 4, edits)).containsExactly(20, 40, 60, 40);
  }

  @Test
  void refusesAmountsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ColourChange(Kind.HUE, 0.6))
        .withMessage("amount must be between -0.5 and 0.5, was 0.6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ColourChange(Kind.CONTRAST, -1))
        .withMessage("amount must be >= 0 and finite, was -1.0");
  }
}
