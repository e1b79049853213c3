package dev.blindspot.train.data.image;

import static dev.blindspot.train.data.format.TestImages.encode;
import static dev.blindspot.train.data.format.TestImages.flat;
import static dev.blindspot.train.data.format.TestImages.jpeg;
import static dev.blindspot.train.data.format.TestImages.png;
import static dev.blindspot.train.data.format.TestImages.quarters;
import static dev.blindspot.train.data.format.TestImages.textured;
import static dev.blindspot.train.data.format.TestImages.withAdobe;
import static dev.blindspot.train.data.format.TestImages.withChunk;
import static dev.blindspot.train.data.format.TestImages.withExif;
import static dev.blindspot.train.data.format.TestImages.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC4;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.format.Pixels;
import dev.blindspot.train.data.format.TestImages;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.indexer.UShortIndexer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReaderTest {
  private static final long MAX_PIXELS = 1_000_000;

  private final Path folder;

  ImageReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void pixelsAreBlueGreenRedByRows() throws Exception {
    byte[] bgr = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    DecodedImage image = read(2, png(Pixels.toMat(bgr, 2, 2, CV_8UC3)));
    assertThat(image.bgr()).containsExactly(bgr);
    assertThat(image.height()).isEqualTo(2);
    assertThat(image.width()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png", ".webp", ".bmp"})
  void readsEveryFormatFromAFile(String extension) throws Exception {
    Path file = write(folder.resolve("image" + extension), encode(quarters(32, 32), extension));
    DecodedImage image = new ImageReader(32, Resize.STRETCH, MAX_PIXELS).read(file);
    assertColour(image, 8, 8, 0, 0, 255);
    assertColour(image, 24, 8, 0, 255, 0);
    assertColour(image, 8, 24, 255, 0, 0);
    assertColour(image, 24, 24, 255, 255, 255);
  }

  /**
   * For every EXIF orientation, what the stored quarters (a b / c d) look like when upright: 1 is
   * as stored, 2 mirrored, 3 upside down, 4 mirrored upside down, 5 transposed, 6 turned clockwise,
   * 7 transverse, 8 turned counter-clockwise.
   */
  @ParameterizedTest
  @CsvSource({"1,abcd", "2,badc", "3,dcba", "4,cdab", "5,acbd", "6,cadb", "7,dbca", "8,bdac"})
  void allOrientationsBecomeUpright(int orientation, String upright) throws Exception {
    byte[] tiff = TestImages.exif(orientation, ByteOrder.LITTLE_ENDIAN);
    byte[] jpeg = withExif(jpeg(quarters(48, 32)), tiff);
    byte[] png = withChunk(png(quarters(48, 32)), "eXIf", tiff);
    for (byte[] file : List.of(jpeg, png)) {
      DecodedImage image = read(32, file);
      assertThat(quartersOf(image)).isEqualTo(upright);
    }
  }

  @Test
  void aTurnedImageIsLetterboxedUpright() throws Exception {
    byte[] tiff = TestImages.exif(6, ByteOrder.BIG_ENDIAN);
    byte[] file = withExif(jpeg(flat(64, 32, 200, 200, 200)), tiff);
    DecodedImage image = new ImageReader(32, Resize.LETTERBOX, MAX_PIXELS).decode(file);
    assertColour(image, 4, 16, 127, 127, 127);
    assertColour(image, 16, 2, 200, 200, 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png"})
  void grayscaleIsSpreadToThreeChannels(String extension) throws Exception {
    byte[] grey = new byte[16 * 16];
    Arrays.fill(grey, (byte) 90);
    DecodedImage image = read(16, encode(Pixels.toMat(grey, 16, 16, CV_8UC1), extension));
    assertColour(image, 5, 5, 90, 90, 90);
  }

  @Test
  void sixteenBitsAreScaledToEight() throws Exception {
    try (Mat deep = new Mat(16, 16, CV_16UC1)) {
      try (UShortIndexer at = deep.createIndexer()) {
        for (int y = 0; y < 16; y++) {
          for (int x = 0; x < 16; x++) {
            at.put(y, x, 257 * (16 * y + x));
          }
        }
      }
      DecodedImage image = read(16, png(deep));
      for (int i = 0; i < 256; i++) {
        assertThat(image.bgr()[3 * i] & 0xff).isEqualTo(i);
      }
    }
  }

  @Test
  void transparentPixelsAreLaidOnWhite() throws Exception {
    byte[] bgra = {
      10,
      20,
      30,
      0, //
      10,
      20,
      30,
      (byte) 255,
      0,
      100,
      (byte) 200,
      (byte) 128,
      0,
      0,
      0,
      51
    };
    DecodedImage image = read(2, png(Pixels.toMat(bgra, 2, 2, CV_8UC4)));
    assertColour(image, 0, 0, 255, 255, 255);
    assertColour(image, 1, 0, 10, 20, 30);
    assertThat(image.bgr()[6] & 0xff).isEqualTo(127); // 255 * 127 / 255
    assertThat(image.bgr()[7] & 0xff).isEqualTo(177); // (100 * 128 + 255 * 127) / 255 = 177.2
    assertThat(image.bgr()[8] & 0xff).isEqualTo(227); // (200 * 128 + 255 * 127) / 255 = 227.4
    assertThat(image.bgr()[9] & 0xff).isEqualTo(204);
  }

  @Test
  void sixteenBitsWithTransparencyAreBoth() throws Exception {
    try (Mat deep = new Mat(1, 1, CV_16UC4)) {
      try (UShortIndexer at = deep.createIndexer()) {
        at.put(0, 0, new int[] {0, 257 * 100, 65535, 0});
      }
      assertColour(read(1, png(deep)), 0, 0, 255, 255, 255);
    }
  }

  @Test
  void greyWithTransparencyAndPalettesAreRead() throws Exception {
    BufferedImage palette =
        new BufferedImage(
            4,
            4,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(
                2,
                3,
                new byte[] {(byte) 200, 0, 50},
                new byte[] {0, (byte) 150, 60},
                new byte[] {0, 0, 70},
                new byte[] {(byte) 255, 0, (byte) 255}));
    palette.getRaster().setSample(1, 0, 0, 1);
    palette.getRaster().setSample(2, 0, 0, 2);
    DecodedImage image = read(4, written(palette, "png"));
    assertColour(image, 0, 0, 0, 0, 200);
    assertColour(image, 1, 0, 255, 255, 255);
    assertColour(image, 2, 0, 70, 60, 50);
    assertColour(read(1, greyWithAlpha(80, 0)), 0, 0, 255, 255, 255);
    assertColour(read(1, greyWithAlpha(80, 255)), 0, 0, 80, 80, 80);
  }

  /** By Java's decoder; chroma is enlarged more plainly than by libwebp. */
  @Test
  void webpShowsWhatOpenCvShows() throws Exception {
    byte[] file = encode(quarters(64, 64), ".webp");
    byte[] ours = read(64, file).bgr();
    byte[] theirs = openCv(file).bgr();
    double sum = 0;
    for (int i = 0; i < ours.length; i++) {
      sum += Math.abs((ours[i] & 0xff) - (theirs[i] & 0xff));
    }
    assertThat(sum / ours.length).isLessThan(2);
  }

  /** Ink of an orange: no cyan, half magenta, full yellow, a fifth black. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void cmykIsConvertedByWhatTheFileSays(boolean adobe) throws Exception {
    int[] ink = {0, 128, 255, 51};
    int[] stored = adobe ? new int[] {255, 127, 0, 204} : ink;
    byte[] plain = fourComponents(stored);
    byte[] file = adobe ? withAdobe(plain, 0) : plain;
    assertColour(read(16, file), 8, 8, 0, 102, 204);
    if (adobe) {
      assertColour(openCv(file), 8, 8, 0, 102, 204);
    }
  }

  @Test
  void ycckIsConverted() throws Exception {
    // the same orange: (255, 127, 0) of light in RGB inverts to CMY (0, 128, 255), which JFIF turns
    // into YCC
    double red = 0;
    double green = 128;
    double blue = 255;
    // Adobe stores inverted inks; libjpeg's YCCK holds the complement of the stored cyan, magenta,
    // yellow
    int y = (int) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    int cb = (int) Math.round(128 - 0.168736 * red - 0.331264 * green + 0.5 * blue);
    int cr = (int) Math.round(128 + 0.5 * red - 0.418688 * green - 0.081312 * blue);
    byte[] file = withAdobe(fourComponents(new int[] {y, cb, cr, 204}), 2);
    assertColour(read(16, file), 8, 8, 0, 102, 204);
    assertColour(openCv(file), 8, 8, 0, 102, 204);
  }

  @Test
  void shrinkingAveragesAreas() throws Exception {
    byte[] bgr = new byte[3 * 4 * 4];
    for (int i = 0; i < 16; i++) {
      bgr[3 * i] = (byte) (i * 16);
    }
    DecodedImage image = read(2, png(Pixels.toMat(bgr, 4, 4, CV_8UC3)));
    // the upper left area holds 0, 16, 64, 80
    assertThat(image.bgr()[0] & 0xff).isEqualTo(40);
    assertThat(image.bgr()[3 * 3] & 0xff).isEqualTo(200);
  }

  /**
   * A side that shrinks is averaged even where the other one grows: no line gets lost between
   * samples.
   */
  @Test
  void eachSideIsScaledByItsOwnRule() throws Exception {
    byte[] stripes = new byte[3 * 64 * 2];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = (byte) (i / 3 % 2 == 0 ? 0 : 200);
    }
    DecodedImage image = read(16, png(Pixels.toMat(stripes, 2, 64, CV_8UC3)));
    for (byte value : image.bgr()) {
      assertThat(value & 0xff).isEqualTo(100);
    }
  }

  @Test
  void growingInterpolates() throws Exception {
    byte[] bgr = new byte[3 * 2];
    bgr[3] = (byte) 200;
    DecodedImage image = read(4, png(Pixels.toMat(bgr, 1, 2, CV_8UC3)));
    assertThat(List.of(0, 3, 6, 9).stream().map(i -> image.bgr()[i] & 0xff))
        .containsExactly(0, 50, 150, 200);
  }

  @Test
  void letterboxKeepsTheShape() throws Exception {
    ImageReader reader = new ImageReader(33, Resize.LETTERBOX, MAX_PIXELS);
    DecodedImage wide = reader.decode(png(flat(66, 22, 1, 2, 3)));
    assertColour(wide, 16, 10, 127, 127, 127);
    assertColour(wide, 0, 11, 1, 2, 3);
    assertColour(wide, 32, 21, 1, 2, 3);
    assertColour(wide, 16, 22, 127, 127, 127);
    DecodedImage tall = reader.decode(png(flat(1, 1000, 1, 2, 3)));
    assertColour(tall, 16, 0, 1, 2, 3);
    assertColour(tall, 15, 0, 127, 127, 127);
  }

  @Test
  void saysWhyAFileCannotBeUsed() throws Exception {
    ImageReader reader = new ImageReader(8, Resize.STRETCH, 100);
    assertThatThrownBy(() -> reader.read(folder.resolve("none.jpg"))).hasMessage("is missing");
    assertThatThrownBy(() -> reader.read(folder)).hasMessage("is not a file");
    Path large = write(folder.resolve("large.png"), png(flat(11, 10, 0, 0, 0)));
    assertThatThrownBy(() -> reader.read(large)).hasMessageContaining("maxPixels");
  }

  /** Whole containers with rubbish inside: the decoder itself has to notice. */
  @Test
  void rubbishInAWholeContainerIsRefused() throws Exception {
    byte[] png = png(textured(32, 32, 1));
    byte[] header = Arrays.copyOf(png, 33);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header);
    file.writeBytes(TestImages.chunk("IDAT", new byte[] {1, 2, 3, 4, 5}));
    file.writeBytes(TestImages.chunk("IEND", new byte[0]));
    assertThatThrownBy(() -> read(8, file.toByteArray())).hasMessage("cannot be decoded");
  }

  @Test
  void boxesMoveWithTheImage() throws Exception {
    Path file = write(folder.resolve("wide.png"), png(flat(100, 50, 0, 0, 0)));
    ManifestRow row =
        new ManifestRow(
            "wide.png", file, 0, Split.TRAIN, "", List.of(CueBox.object("cue", 10, 10, 25, 5)));
    assertThat(new ImageReader(200, Resize.STRETCH, MAX_PIXELS).placedBoxes(row))
        .containsExactly(CueBox.object("cue", 20, 40, 50, 20));
    assertThat(new ImageReader(200, Resize.LETTERBOX, MAX_PIXELS).placedBoxes(row))
        .containsExactly(CueBox.object("cue", 20, 70, 50, 10));
    assertThat(new ImageReader(10, Resize.STRETCH, MAX_PIXELS).placedBoxes(row))
        .containsExactly(CueBox.object("cue", 1, 2, 3, 1));
  }

  @Test
  void constructorSaysTheRule() {
    assertThatThrownBy(() -> new ImageReader(0, Resize.STRETCH, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size must be >= 1, was 0");
    assertThatThrownBy(() -> new ImageReader(1, Resize.STRETCH, 0))
        .hasMessage("maxPixels must be >= 1, was 0");
  }

  private static DecodedImage read(int size, byte[] file) throws BadImageException {
    return new ImageReader(size, Resize.STRETCH, MAX_PIXELS).decode(file);
  }

  /**
   * What OpenCV makes of a file of the same size: an independent reading of Adobe's inks, which it
   * knows.
   */
  private static DecodedImage openCv(byte[] file) {
    Mat image = opencv_imgcodecs.imdecode(new Mat(file), opencv_imgcodecs.IMREAD_COLOR);
    return new DecodedImage(image.rows(), image.cols(), Pixels.of(image));
  }

  private static void assertColour(DecodedImage image, int x, int y, int blue, int green, int red) {
    int at = 3 * (image.width() * y + x);
    int[] expected = {blue, green, red};
    for (int channel = 0; channel < 3; channel++) {
      assertThat((double) (image.bgr()[at + channel] & 0xff))
          .describedAs("channel %d at (%d, %d)", channel, x, y)
          .isCloseTo(expected[channel], within(4.0));
    }
  }

  /** Names the quarters of an upright image by their place in the stored one. */
  private static String quartersOf(DecodedImage image) {
    StringBuilder names = new StringBuilder();
    int near = image.width() / 4;
    int far = 3 * near;
    for (int[] place : new int[][] {{near, near}, {far, near}, {near, far}, {far, far}}) {
      int at = 3 * (image.width() * place[1] + place[0]);
      boolean blue = (image.bgr()[at] & 0xff) > 127;
      boolean green = (image.bgr()[at + 1] & 0xff) > 127;
      names.append(blue && green ? 'd' : blue ? 'c' : green ? 'b' : 'a');
    }
    return names.toString();
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /**
   * A PNG of colour type 4, which neither OpenCV nor a plain BufferedImage writes: put together by
   * hand.
   */
  private static byte[] greyWithAlpha(int grey, int alpha) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(Arrays.copyOf(png(flat(1, 1, 0, 0, 0)), 8));
    file.writeBytes(TestImages.chunk("IHDR", new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 8, 4, 0, 0, 0}));
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (var deflate = new java.util.zip.DeflaterOutputStream(pixels)) {
      deflate.write(new byte[] {0, (byte) grey, (byte) alpha});
    }
    file.writeBytes(TestImages.chunk("IDAT", pixels.toByteArray()));
    file.writeBytes(TestImages.chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  /** A 16 x 16 JPEG of four raw components without Adobe's marker. */
  private static byte[] fourComponents(int[] values) throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(0, 16, 16, 4, null);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        raster.setPixel(x, y, values);
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream target = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(target);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  @Test
  void manyThreadsMayReadAtOnce() throws Exception {
    byte[] file = jpeg(textured(300, 200, 9));
    byte[] alone = read(64, file).bgr();
    List<Integer> differing =
        java.util.stream.IntStream.range(0, 64)
            .parallel()
            .map(i -> Arrays.equals(decoded(file), alone) ? 0 : 1)
            .boxed()
            .toList();
    assertThat(differing).containsOnly(0);
  }

  private static byte[] decoded(byte[] file) {
    try {
      return read(64, file).bgr();
    } catch (BadImageException e) {
      throw new AssertionError(e);
    }
  }
}
