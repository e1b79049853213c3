package dev.blindspot.augment.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.edit.ColourChange;
import dev.blindspot.augment.edit.ColourChange.Kind;
import dev.blindspot.augment.edit.Crop;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.method.Sampling;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits that compute new values: floats are what bytes are before they are rounded. */
class ComputedEditsTest {
  private static final int HEIGHT = 9;
  private static final int WIDTH = 13;

  static Stream<Arguments> edits() {
    return IntStream.of(1, 2, 3, 4, 7)
        .boxed()
        .flatMap(
            channels ->
                Stream.concat(
                        Stream.of(new Crop(new Box(2, 1, 7, 6))),
                        Stream.of(Kind.values()).map(kind -> new ColourChange(kind, 0.4)))
                    .map(edit -> Arguments.of(channels, edit)));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void floatsOfBothLayoutsAreTheBytesBeforeRounding(int channels, Edit edit) {
    byte[] image = new byte[channels * HEIGHT * WIDTH];
    Sampling.random(channels).nextBytes(image);
    byte[] expected = new BytePainter().painted(image, HEIGHT, WIDTH, channels, List.of(edit));
    for (Layout layout : Layout.values()) {
      float[] values = new float[image.length];
      for (int i = 0; i < image.length; i++) {
        values[place(i, channels, layout)] = image[i] & 255;
      }
      new FloatPainter(layout)
          .paint(FloatBuffer.wrap(values), 0, HEIGHT, WIDTH, channels, List.of(edit));
      for (int i = 0; i < image.length; i++) {
        assertThat(values[place(i, channels, layout)])
            .as("%s, value %d", layout, i)
            .isCloseTo(expected[i] & 255, within(0.501f));
      }
    }
  }

  /** Where a value of {@code [H,W,C]} is. */
  private static int place(int i, int channels, Layout layout) {
    return layout == Layout.NHWC ? i : i % channels * HEIGHT * WIDTH + i / channels;
  }
}
