package dev.blindspot.augment.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.edit.Around;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.FillTest;
import dev.blindspot.augment.edit.Mirror;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.edit.RotatedGrid;
import dev.blindspot.augment.edit.Translation;
import dev.blindspot.augment.edit.Within;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.Sampling;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Grey, transparent and medical images: every kind of target with 1 to 7 channels. */
class ChannelsTest {
  private static final int HEIGHT = 19;
  private static final int WIDTH = 23;
  // Its luminance is 100, so that bytes and floats are the same.
  private static final Rgb MEAN = new Rgb(100, 100, 100);
  private static final int[] CHANNELS = {1, 2, 3, 4, 5, 7};

  static Stream<Arguments> editsOfChannels() {
    List<Edit> edits = new ArrayList<>();
    for (Fill fill : FillTest.all()) {
      boolean colour = fill instanceof Fill.Constant || fill instanceof Fill.PatchUniform;
      Fill exact = colour ? new Fill.Constant(new Rgb(7, 7, 7)) : fill;
      edits.add(new Patch(new Box(2, 3, 9, 11), exact, 5));
      if (!(fill instanceof Fill.ImagePatch)) {
        edits.add(new RotatedGrid(9, 4, 2, 3, 33, exact, 6));
      }
      edits.add(new Around(List.of(new Box(0, 0, 8, 8)), List.of(edits.get(edits.size() - 1))));
      edits.add(
          new Within(new Box(5, 5, 12, 10), List.of(new Patch(new Box(1, 0, 5, 7), exact, 3))));
    }
    edits.add(new Mirror());
    edits.add(new Translation(3, -2));
    return IntStream.of(CHANNELS)
        .boxed()
        .flatMap(channels -> edits.stream().map(edit -> Arguments.of(channels, edit)));
  }

  private static byte[] image(int channels) {
    byte[] bytes = new byte[channels * HEIGHT * WIDTH];
    Sampling.random(channels).nextBytes(bytes);
    return bytes;
  }

  private static byte[] painted(int channels, Edit edit) {
    return new BytePainter(MEAN).painted(image(channels), HEIGHT, WIDTH, channels, List.of(edit));
  }

  private static long[] index(int i, int channels, Layout layout) {
    int channel = i % channels;
    int x = i / channels % WIDTH;
    int y = i / channels / WIDTH;
    return layout == Layout.NCHW ? new long[] {channel, y, x} : new long[] {y, x, channel};
  }

  @ParameterizedTest
  @MethodSource("editsOfChannels")
  void arraysOfBothTypesAndLayoutsShowWhatBytesShow(int channels, Edit edit) {
    byte[] expected = painted(channels, edit);
    for (DataType type : List.of(DataType.FLOAT, DataType.UINT8)) {
      for (Layout layout : Layout.values()) {
        long[] shape =
            layout == Layout.NCHW
                ? new long[] {2, channels, HEIGHT, WIDTH}
                : new long[] {2, HEIGHT, WIDTH, channels};
        INDArray batch = Nd4j.zeros(type, shape);
        INDArray second = batch.slice(1);
        byte[] before = image(channels);
        for (int i = 0; i < before.length; i++) {
          second.putScalar(index(i, channels, layout), before[i] & 255);
        }
        new ArrayPainter(MEAN, layout).paintEach(batch, List.of(List.of(), List.of(edit)));
        for (int i = 0; i < expected.length; i++) {
          assertThat(second.getInt(ints(index(i, channels, layout))))
              .as("%s %s, value %d", type, layout, i)
              .isEqualTo(expected[i] & 255);
        }
        assertThat(batch.slice(0).castTo(DataType.FLOAT).sumNumber().doubleValue()).isZero();
      }
    }
  }

  private static int[] ints(long[] values) {
    return java.util.Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  @ParameterizedTest
  @MethodSource("editsOfChannels")
  void matricesOfBothTypesShowWhatBytesShow(int channels, Edit edit) {
    byte[] expected = painted(channels, edit);
    Mat bytes =
        new Mat(
                HEIGHT,
                WIDTH,
                opencv_core.CV_MAKETYPE(opencv_core.CV_8U, channels),
                new BytePointer(image(channels)))
            .clone();
    Mat floats = new Mat();
    bytes.convertTo(floats, opencv_core.CV_32F);
    for (Mat mat : List.of(bytes, floats)) {
      Mat large = new Mat(HEIGHT + 4, WIDTH + 3, mat.type());
      Mat region = large.apply(new Rect(2, 1, WIDTH, HEIGHT));
      mat.copyTo(region);
      new MatPainter(MEAN).paint(region, List.of(edit));
      Mat back = new Mat();
      region.convertTo(back, opencv_core.CV_8U);
      byte[] shown = new byte[expected.length];
      back.data().get(shown);
      assertThat(shown).isEqualTo(expected);
    }
  }

  /** The rule of colours, on bytes (rounded) and on floats (exact). */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6})
  void aColourIsBlueGreenRedAndThenItsLuminance(int channels) {
    Rgb colour = new Rgb(200, 100, 50.4);
    double grey = 0.299 * 200 + 0.587 * 100 + 0.114 * 50.4; // 124.2456
    double[] bgr = {50.4, 100, 200};
    List<Edit> edits = List.of(new Patch(new Box(0, 0, 2, 2), Fill.mean(colour), 1));
    byte[] bytes = new BytePainter().painted(new byte[4 * channels], 2, 2, channels, edits);
    FloatBuffer floats = FloatBuffer.allocate(4 * channels);
    new FloatPainter(Layout.NHWC).paint(floats, 0, 2, 2, channels, edits);
    for (int i = 0; i < bytes.length; i++) {
      int channel = i % channels;
      double expected = channels >= 3 && channel < 3 ? bgr[channel] : grey;
      assertThat(bytes[i] & 255).isEqualTo((int) Math.round(expected));
      assertThat(floats.get(i)).isEqualTo((float) expected, within(1e-4f));
    }
  }

  @Test
  void channelsOfOnesOwnAreKeptWhereTheyFit() {
    Fill fill = Fill.channels(-1000, 300, 7.6, 3);
    List<Edit> edits = List.of(new Patch(new Box(0, 0, 1, 1), fill, 1));
    assertThat(new BytePainter().painted(new byte[4], 1, 1, 4, edits))
        .containsExactly(0, 255, 8, 3);
    FloatBuffer floats = FloatBuffer.allocate(4);
    new FloatPainter(Layout.NCHW).paint(floats, 0, 1, 1, 4, edits);
    assertThat(floats.array()).containsExactly(-1000, 300, 7.6f, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BytePainter().paint(new byte[3], 1, 1, edits))
        .withMessage(
            "values must be as many as the image's channels (3), were [-1000.0, 300.0, 7.6, 3.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(Fill::channels)
        .withMessage("values must name at least one channel's value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fill.channels(Double.NaN))
        .withMessage("values must be finite, were [NaN]");
  }

  /** Noise of a fourth channel is no copy of the first one's, and normal noise is about grey. */
  @Test
  void everyChannelHasNoiseOfItsOwn() {
    int pixels = 100 * 100;
    List<Edit> uniform = List.of(new Patch(new Box(0, 0, 100, 100), Fill.pixelUniform(), 3));
    byte[] six = new BytePainter().painted(new byte[6 * pixels], 100, 100, 6, uniform);
    for (int one = 0; one < 6; one++) {
      for (int other = 0; other < one; other++) {
        int equal = 0;
        for (int i = 0; i < pixels; i++) {
          equal += six[6 * i + one] == six[6 * i + other] ? 1 : 0;
        }
        assertThat(equal).as("%d and %d", one, other).isLessThan(pixels / 100);
      }
    }
    Fill normal = Fill.pixelNormal(new Rgb(255, 0, 0)); // a luminance of 76.2
    List<Edit> edits = List.of(new Patch(new Box(0, 0, 100, 100), normal, 3));
    long below = 0;
    for (byte value : new BytePainter().painted(new byte[pixels], 100, 100, 1, edits)) {
      below += (value & 255) < 77 ? 1 : 0;
    }
    assertThat(below / (double) pixels).isCloseTo(0.5, within(0.03));
  }

  @Test
  void greyImagesOfJavaArePaintedInPlace() {
    BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    new ImagePainter().paint(grey, List.of(new Patch(new Box(1, 1, 2, 1), Fill.channels(9), 0)));
    byte[] bytes = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
    assertThat(bytes[WIDTH + 1]).isEqualTo((byte) 9);
    assertThat(IntStream.range(0, bytes.length).map(i -> bytes[i]).sum()).isEqualTo(18);
  }

  @Test
  void paintersWithoutAMeanRefuseFillsThatNeedIt() {
    for (Fill fill : List.of(new Fill.Mean(), new Fill.PixelNormal())) {
      List<Edit> edits = List.of(new Patch(new Box(0, 0, 1, 1), fill, 1));
      String rule = "fill '" + fill + "' needs the mean colour of the training images";
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new BytePainter().paint(new byte[3], 1, 1, edits))
          .withMessageStartingWith(rule);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ArrayPainter().paint(Nd4j.zeros(DataType.FLOAT, 3, 1, 1), edits))
          .withMessageStartingWith(rule);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MatPainter().paint(new Mat(1, 1, opencv_core.CV_8UC3), edits))
          .withMessageStartingWith(rule);
    }
  }
}
