package dev.blindspot.augment.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.FillTest;
import dev.blindspot.augment.edit.Mirror;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.geometry.PixelLength;
import dev.blindspot.augment.geometry.Range;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.RegionalDropout;
import dev.blindspot.augment.method.Sample;
import dev.blindspot.augment.method.Sampling;
import dev.blindspot.augment.method.Shift;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every kind of target must show the same image; the reference is the simplest one, bytes. */
class PaintersTest {
  private static final int HEIGHT = 37;
  private static final int WIDTH = 53;
  // Integers, as floats would keep fractions that bytes cannot.
  private static final Rgb MEAN = new Rgb(124, 116, 104);

  static Stream<List<Edit>> edits() {
    List<ImageAugmentation> augmentations = new ArrayList<>();
    for (Fill fill : FillTest.all()) {
      augmentations.add(new CutOut(3, PixelLength.ofPixels(15), fill));
      augmentations.add(new HideAndSeek(List.of(8), 0.5, fill));
      if (!(fill instanceof Fill.ImagePatch)) {
        augmentations.add(new GridMask(new Range(7, 12), 0.5, new Range(10, 80), fill));
      }
    }
    RegionalDropout noise = new HideAndSeek(List.of(3), 0.5, new Fill.PixelNormal());
    RegionalDropout copies = new CutOut(5, PixelLength.ofPixels(9), new Fill.ImagePatch());
    RegionalDropout colour = new CutOut(5, PixelLength.ofPixels(29), new Fill.PatchUniform());
    for (RegionalDropout occlusion : List.of(noise, copies, colour)) {
      augmentations.add(new InsideBoxes(occlusion));
      augmentations.add(new OutsideBoxes(occlusion));
    }
    augmentations.add(HorizontalFlip.defaults());
    augmentations.add(new Shift(0.3));
    augmentations.add(new Compose(List.copyOf(augmentations)));
    Sample sample =
        new Sample(HEIGHT, WIDTH, List.of(new Box(3, 5, 30, 20), new Box(20, 9, 33, 28)), 0);
    return augmentations.stream().map(a -> a.draw(sample, Sampling.random(17)));
  }

  private static byte[] image() {
    return Sampling.image(HEIGHT, WIDTH, 3);
  }

  private static byte[] expected(List<Edit> edits) {
    return new BytePainter(MEAN).painted(image(), HEIGHT, WIDTH, edits);
  }

  private static Mat mat(byte[] bgr) {
    return new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3, new BytePointer(bgr)).clone();
  }

  private static byte[] bytes(Mat mat) {
    byte[] bgr = new byte[3 * mat.rows() * mat.cols()];
    Mat dense = mat.clone();
    dense.data().get(bgr);
    return bgr;
  }

  private static INDArray array(byte[] bgr, Layout layout) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape(layout));
    for (int i = 0; i < bgr.length; i++) {
      array.putScalar(index(i, layout), bgr[i] & 255);
    }
    return array;
  }

  private static byte[] bytes(INDArray array, Layout layout) {
    byte[] bgr = new byte[3 * HEIGHT * WIDTH];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) (int) array.getDouble(index(i, layout));
    }
    return bgr;
  }

  private static long[] shape(Layout layout) {
    return layout == Layout.NCHW ? new long[] {3, HEIGHT, WIDTH} : new long[] {HEIGHT, WIDTH, 3};
  }

  private static long[] index(int i, Layout layout) {
    long row = i / (3 * WIDTH);
    long column = i / 3 % WIDTH;
    long channel = i % 3;
    return layout == Layout.NCHW
        ? new long[] {channel, row, column}
        : new long[] {row, column, channel};
  }

  private static BufferedImage image(byte[] bgr) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    System.arraycopy(bgr, 0, bytes(image), 0, bgr.length);
    return image;
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  @ParameterizedTest
  @MethodSource("edits")
  void matrices(List<Edit> edits) {
    Mat mat = mat(image());
    Mat copy = new MatPainter(MEAN).painted(mat, edits);
    assertThat(bytes(mat)).isEqualTo(image());
    assertThat(bytes(copy)).isEqualTo(expected(edits));
    new MatPainter(MEAN).paint(mat, edits);
    assertThat(bytes(mat)).isEqualTo(expected(edits));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void regionsOfMatrices(List<Edit> edits) {
    Mat large = new Mat(HEIGHT + 9, WIDTH + 11, opencv_core.CV_8UC3);
    byte[] surroundings = Sampling.image(HEIGHT + 9, WIDTH + 11, 8);
    large.data().put(surroundings);
    Mat region = large.apply(new Rect(6, 4, WIDTH, HEIGHT));
    mat(image()).copyTo(region);
    new MatPainter(MEAN).paint(region, edits);
    assertThat(bytes(region)).isEqualTo(expected(edits));
    byte[] after = bytes(large);
    for (int y = 0; y < HEIGHT + 9; y++) {
      for (int x = 0; x < WIDTH + 11; x++) {
        if (!new Box(6, 4, WIDTH, HEIGHT).contains(x, y)) {
          int i = 3 * (y * (WIDTH + 11) + x);
          assertThat(after[i]).isEqualTo(surroundings[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("edits")
  void images(List<Edit> edits) {
    BufferedImage image = image(image());
    BufferedImage copy = new ImagePainter(MEAN).painted(image, edits);
    assertThat(bytes(image)).isEqualTo(image());
    assertThat(bytes(copy)).isEqualTo(expected(edits));
    new ImagePainter(MEAN).paint(image, edits);
    assertThat(bytes(image)).isEqualTo(expected(edits));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void arraysOfBothLayouts(List<Edit> edits) {
    for (Layout layout : Layout.values()) {
      ArrayPainter painter = new ArrayPainter(MEAN, layout);
      INDArray array = array(image(), layout);
      INDArray copy = painter.painted(array, edits);
      assertThat(bytes(array, layout)).isEqualTo(image());
      assertThat(bytes(copy, layout)).isEqualTo(expected(edits));
      painter.paint(array, edits);
      assertThat(bytes(array, layout)).isEqualTo(expected(edits));
    }
  }

  @ParameterizedTest
  @MethodSource("edits")
  void viewsOfArrays(List<Edit> edits) {
    INDArray batch = Nd4j.zeros(DataType.FLOAT, 3, 3, HEIGHT, WIDTH);
    INDArray slice = batch.slice(1);
    slice.assign(array(image(), Layout.NCHW));
    new ArrayPainter(MEAN).paint(slice, edits);
    assertThat(bytes(batch.slice(1), Layout.NCHW)).isEqualTo(expected(edits));
    assertThat(batch.slice(0).sumNumber().doubleValue()).isZero();
    assertThat(batch.slice(2).sumNumber().doubleValue()).isZero();

    INDArray large = Nd4j.zeros(DataType.FLOAT, 3, HEIGHT + 2, WIDTH + 5);
    INDArray window =
        large.get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(1, HEIGHT + 1),
            NDArrayIndex.interval(3, WIDTH + 3));
    window.assign(array(image(), Layout.NCHW));
    new ArrayPainter(MEAN).paint(window, edits);
    assertThat(bytes(window, Layout.NCHW)).isEqualTo(expected(edits));
    assertThat(large.sumNumber().doubleValue()).isEqualTo(window.sumNumber().doubleValue());

    INDArray permuted = array(image(), Layout.NHWC).permute(2, 0, 1);
    new ArrayPainter(MEAN).paint(permuted, edits);
    assertThat(bytes(permuted, Layout.NCHW)).isEqualTo(expected(edits));

    INDArray columnMajor = array(image(), Layout.NCHW).dup('f');
    new ArrayPainter(MEAN).paint(columnMajor, edits);
    assertThat(bytes(columnMajor, Layout.NCHW)).isEqualTo(expected(edits));
  }

  @Test
  void batchesGetTheirOwnEditsOrTheSame() {
    List<Edit> first = List.of(new Mirror());
    List<Edit> second = List.of(new Patch(new Box(1, 2, 3, 4), new Fill.PixelUniform(), 5));
    for (Layout layout : Layout.values()) {
      ArrayPainter painter = new ArrayPainter(MEAN, layout);
      INDArray one = array(image(), layout);
      INDArray batch = Nd4j.stack(0, one, one);
      painter.paintEach(batch, List.of(first, second));
      assertThat(bytes(batch.slice(0), layout)).isEqualTo(expected(first));
      assertThat(bytes(batch.slice(1), layout)).isEqualTo(expected(second));

      INDArray same = Nd4j.stack(0, one, one);
      painter.paint(same, second);
      assertThat(bytes(same.slice(0), layout)).isEqualTo(expected(second));
      assertThat(bytes(same.slice(1), layout)).isEqualTo(expected(second));
    }
  }

  @Test
  void floatsKeepTheFractionsOfAColour() {
    INDArray array = array(image(), Layout.NCHW);
    Patch patch = new Patch(new Box(0, 0, 2, 2), new Fill.Mean(), 1);
    new ArrayPainter(new Rgb(123.675, 116.28, 103.53)).paint(array, List.of(patch));
    assertThat(array.getFloat(0, 1, 1)).isEqualTo(103.53f);
    assertThat(array.getFloat(1, 1, 1)).isEqualTo(116.28f);
    assertThat(array.getFloat(2, 1, 1)).isEqualTo(123.675f);
  }

  @Test
  void imagesOfOtherTypesAreCopied() {
    BufferedImage source = image(image());
    BufferedImage other = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    other.createGraphics().drawImage(source, 0, 0, null);
    List<Edit> edits = List.of(new Mirror());
    assertThat(bytes(new ImagePainter(MEAN).painted(other, edits))).isEqualTo(expected(edits));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImagePainter(MEAN).paint(other, edits))
        .withMessageStartingWith("image must be of TYPE_3BYTE_BGR");
    BufferedImage part = source.getSubimage(2, 2, 10, 10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImagePainter(MEAN).paint(part, edits))
        .withMessageStartingWith("image must be of TYPE_3BYTE_BGR");
    assertThat(new ImagePainter(MEAN).painted(part, List.of()).getRGB(0, 0))
        .isEqualTo(source.getRGB(2, 2));
  }

  @Test
  void refusesWhatItCannotPaint() {
    List<Edit> none = List.of();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BytePainter(MEAN).paint(new byte[10], 2, 2, none))
        .withMessage("bytes must be 12 for 2 x 2 pixels of 3 channels, are 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MatPainter(MEAN).paint(new Mat(2, 2, opencv_core.CV_16UC3), none))
        .withMessageStartingWith("mat must be an image of the depth 8U or 32F");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MatPainter(MEAN).paint(new Mat(), none))
        .withMessageStartingWith("mat must be an image of the depth 8U or 32F");
    ArrayPainter painter = new ArrayPainter(MEAN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> painter.paint(Nd4j.zeros(DataType.FLOAT, 5, 3), none))
        .withMessageStartingWith("images must have 4 axes (a batch NCHW), had the shape [5, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> painter.paint(Nd4j.zeros(DataType.DOUBLE, 3, 5, 5), none))
        .withMessage("images must be float32, was DOUBLE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> painter.paintEach(Nd4j.zeros(DataType.FLOAT, 2, 3, 5, 5), List.of(none)))
        .withMessage("edits must have one list per image (2), has 1");
  }

  @Test
  void refusesBoxesThatStickOut() {
    for (Box box : List.of(new Box(50, 0, 4, 1), new Box(0, 36, 1, 2))) {
      List<Edit> edits = List.of(new Patch(box, new Fill.Mean(), 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> expected(edits))
          .withMessageStartingWith("box must lie within the image (53 x 37)");
    }
  }
}
