package dev.blindspot.augment.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.method.Sampling;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.paint.FloatPainter;
import java.nio.FloatBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

class CropTest {
  private static final int HEIGHT = 11;
  private static final int WIDTH = 14;

  @Property(tries = 100, seed = "1")
  void enlargesAsOpenCvDoes(
      @ForAll @IntRange(max = WIDTH - 1) int x,
      @ForAll @IntRange(max = HEIGHT - 1) int y,
      @ForAll @IntRange(min = 1, max = WIDTH) int width,
      @ForAll @IntRange(min = 1, max = HEIGHT) int height) {
    Box box = Box.clipped(x, y, width, height, HEIGHT, WIDTH);
    float[] values = new float[3 * HEIGHT * WIDTH];
    byte[] image = Sampling.image(HEIGHT, WIDTH, 3);
    for (int i = 0; i < values.length; i++) {
      values[i] = image[i] & 255;
    }
    float[] expected = byOpenCv(values, box);
    FloatBuffer actual = FloatBuffer.wrap(values.clone());
    new FloatPainter(Layout.NHWC).paint(actual, 0, HEIGHT, WIDTH, List.of(new Crop(box)));
    assertThat(actual.array()).usingComparatorWithPrecision(2e-3f).containsExactly(expected);
  }

  private static float[] byOpenCv(float[] values, Box box) {
    try (Mat whole =
            new Mat(HEIGHT, WIDTH, opencv_core.CV_32FC3, new FloatPointer(values)).clone();
        Mat part = whole.apply(new Rect(box.x(), box.y(), box.width(), box.height())).clone();
        Mat large = new Mat()) {
      opencv_imgproc.resize(
          part, large, new Size(WIDTH, HEIGHT), 0, 0, opencv_imgproc.INTER_LINEAR);
      float[] result = new float[values.length];
      new FloatPointer(large.data()).get(result);
      return result;
    }
  }

  @Test
  void theWholeImageStaysAsItIs() {
    byte[] image = Sampling.image(HEIGHT, WIDTH, 4);
    Crop whole = new Crop(new Box(0, 0, WIDTH, HEIGHT));
    assertThat(new BytePainter().painted(image, HEIGHT, WIDTH, List.of(whole))).isEqualTo(image);
  }

  /** A quarter of the image, twice as large: its corners' centres move by half of a pixel. */
  @Test
  void pointsMoveWithTheContent() {
    float[] points = {2, 3, 5, 6};
    new Crop(new Box(2, 3, 4, 4)).move(points, 8, 8);
    assertThat(points).containsExactly(new float[] {0.5f, 0.5f, 6.5f, 6.5f}, within(1e-6f));
  }

  @Test
  void refusesPartsThatAreEmptyOrStickOut() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Crop(new Box(1, 1, 0, 3)))
        .withMessage("box must not be empty, was 0 x 3 px at (1, 1)");
    List<Edit> edits = List.of(new Crop(new Box(1, 0, 4, 4)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BytePainter().paint(new byte[48], 4, 4, edits))
        .withMessage("box must lie within the image (4 x 4), was 4 x 4 px at (1, 0)");
  }
}
