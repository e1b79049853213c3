package dev.blindspot.train.data.image;

import static dev.blindspot.train.data.format.TestImages.ascii;
import static dev.blindspot.train.data.format.TestImages.chunk;
import static dev.blindspot.train.data.format.TestImages.flat;
import static dev.blindspot.train.data.format.TestImages.png;
import static dev.blindspot.train.data.format.TestImages.textured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.format.Pixels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are valid and rare, put together by hand. */
class OddImagesTest {
  private static final int[] MASKS = {0xff0000, 0xff00, 0xff, 0xff000000};

  /** Four pixels, of which the first and the last have the grey that is transparent. */
  @ParameterizedTest
  @CsvSource({
    "1, 60, '', 255 255 255 255",
    "2, 6d, '', 255 170 255 255",
    "4, 1231, '', 255 34 51 255",
    "8, 0a141e0a, 10, 255 20 30 255",
    "16, 0a0a0a0b75300a0a, 2570, 255 10 117 255"
  })
  void theTransparentGreyOfAPngIsWhite(int bits, String row, String grey, String expected)
      throws Exception {
    int transparent = grey.isEmpty() ? bits == 1 ? 0 : 1 : Integer.parseInt(grey);
    byte[] file =
        pngOf(
            4,
            bits,
            0,
            row,
            chunk("tRNS", new byte[] {(byte) (transparent >> 8), (byte) transparent}));
    assertThat(everyThird(decode(file))).isEqualTo(expected);
  }

  @Test
  void theTransparentColourOfAPngIsWhite() throws Exception {
    byte[] trns = chunk("tRNS", new byte[] {0, 10, 0, 20, 0, 30});
    assertThat(decode(pngOf(2, 8, 2, "0a141e0a141f", trns)))
        .containsExactly(255, 255, 255, 31, 20, 10);
  }

  /** Transparent, opaque and half transparent pixels. */
  @ParameterizedTest
  @ValueSource(ints = {56, 108, 124})
  void theAlphaOfABitmapIsLaidOnWhite(int header) throws Exception {
    assertThat(decode(bitmap(header, 3, MASKS, "1e140a00 1e140aff 0064c880")))
        .containsExactly(255, 255, 255, 30, 20, 10, 127, 177, 227);
  }

  @Test
  void theFourthByteOfABitmapWithoutMasksIsNotAlpha() throws Exception {
    assertThat(decode(bitmap(40, 0, new int[0], "1e140a00 1e140aff")))
        .containsExactly(30, 20, 10, 30, 20, 10);
  }

  /** OpenCV shows red for blue here. */
  @Test
  void masksSayWhichByteIsWhichColour() throws Exception {
    int[] turned = {0xff, 0xff00, 0xff0000};
    assertThat(decode(bitmap(40, 3, turned, "0a141e00"))).containsExactly(30, 20, 10);
    int[] tenBits = {0x3ff00000, 0xffc00, 0x3ff};
    assertThat(decode(bitmap(40, 3, tenBits, "ff030000"))).containsExactly(255, 0, 0);
  }

  @Test
  void bitmapsOfTheFirstKindAndWithReservedBytesAreRead() throws Exception {
    ByteBuffer os2 = ByteBuffer.allocate(34).order(ByteOrder.LITTLE_ENDIAN);
    os2.put(ascii("BM")).putInt(34).putInt(0x04030201).putInt(26);
    os2.putInt(12).putShort((short) 2).putShort((short) 1).putShort((short) 1).putShort((short) 24);
    os2.put(new byte[] {30, 20, 10, 60, 50, 40, 0, 0});
    assertThat(decode(os2.array())).containsExactly(30, 20, 10, 60, 50, 40);
  }

  /**
   * Vertical filter: every alpha is the difference to the one above, in the first row to the left.
   */
  @Test
  void plainlyStoredTransparencyOfAWebpIsLaidOnWhite() throws Exception {
    byte[] image = lossy(flat(16, 16, 200, 100, 50));
    byte[] alpha = new byte[1 + 16 * 16];
    alpha[0] = 2 << 2;
    alpha[1 + 8] = (byte) 255;
    int[] bgr = decode(extended(16, 16, 0x10, riff("ALPH", alpha), image));
    assertThat(bgr[0]).isEqualTo(255);
    assertThat(bgr[3 * 7 + 2]).isEqualTo(255);
    assertThat(bgr[3 * 8 + 2]).isBetween(46, 54);
    assertThat(bgr[3 * (16 * 15 + 15) + 2]).isBetween(46, 54);
  }

  @Test
  void losslessWebpIsReadExactly() throws Exception {
    Mat image = textured(96, 64, 3);
    byte[] expected = Pixels.of(image);
    int[] bgr = decode(container(lossless(image)));
    for (int i = 0; i < bgr.length; i++) {
      assertThat(bgr[i]).isEqualTo(expected[i] & 0xff);
    }
  }

  @Test
  void theFirstFrameOfAnAnimationLiesOnItsCanvas() throws Exception {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(new byte[] {2, 0, 0, 1, 0, 0, 15, 0, 0, 15, 0, 0, 100, 0, 0, 0});
    frame.writeBytes(lossless(flat(16, 16, 1, 2, 3)));
    byte[] second = riff("ANMF", new byte[16]);
    int[] bgr =
        decode(
            extended(
                32, 24, 2, riff("ANIM", new byte[6]), riff("ANMF", frame.toByteArray()), second));
    assertThat(bgr).hasSize(3 * 32 * 24);
    assertThat(Arrays.copyOfRange(bgr, 3 * (2 * 32 + 3), 3 * (2 * 32 + 5)))
        .containsExactly(255, 255, 255, 1, 2, 3);
    assertThat(Arrays.copyOfRange(bgr, 3 * (17 * 32 + 19), 3 * (17 * 32 + 21)))
        .containsExactly(1, 2, 3, 255, 255, 255);
  }

  @Test
  void anImageThatDoesNotFitItsCanvasIsDamaged() {
    assertThatThrownBy(() -> decode(extended(15, 16, 0, lossless(flat(16, 16, 1, 2, 3)))))
        .hasMessage("is damaged (16 x 16 pixels do not fit into 15 x 16)");
  }

  /** Its 38 bytes announce 65536 groups of tables, of which the decoder reads zeros for minutes. */
  @Test
  @Timeout(10)
  void aWebpThatAnnouncesMoreThanItHasIsTruncated() {
    byte[] file =
        HexFormat.of()
            .parseHex(
                "524946461e000000574542505650384c110000002f07c001000750b21e0000000488e87f0000");
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(BadImageException.class)
        .hasMessage("is truncated");
  }

  /** A whole container around a part of the image. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void halfOfAWebpIsTruncated(boolean lossless) {
    byte[] chunk = lossless ? lossless(textured(96, 96, 1)) : lossy(textured(96, 96, 1));
    byte[] half = Arrays.copyOfRange(chunk, 8, chunk.length / 2);
    byte[] file = container(riff(lossless ? "VP8L" : "VP8 ", half));
    assertThatThrownBy(() -> decode(file)).hasMessage("is truncated");
  }

  /** Its size alone is judged; reading a hole of ten gigabytes would fail otherwise. */
  @Test
  void aFileThatIsLargerThanItsPixelsCanBeIsNotRead(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("large.png");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(10L << 30);
    }
    ImageReader reader = new ImageReader(8, Resize.STRETCH, 1000);
    assertThatThrownBy(() -> reader.read(file))
        .isInstanceOf(BadImageException.class)
        .hasMessage(
            "is larger than an image of maxPixels can be (10737418240 bytes, at most 16785216)");
  }

  private static int[] decode(byte[] file) throws BadImageException {
    byte[] bgr = NativeScope.call(() -> Pixels.of(ImageDecoder.decode(file, 1 << 20)));
    int[] values = new int[bgr.length];
    Arrays.setAll(values, i -> bgr[i] & 0xff);
    return values;
  }

  private static String everyThird(int[] bgr) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bgr.length; i += 3) {
      text.append(i == 0 ? "" : " ").append(bgr[i]);
    }
    return text.toString();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] pngOf(int width, int bits, int colourType, String row, byte[] more)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(Arrays.copyOf(png(flat(1, 1, 0, 0, 0)), 8));
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(1);
    header.put((byte) bits).put((byte) colourType);
    file.writeBytes(chunk("IHDR", header.array()));
    file.writeBytes(more);
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(pixels)) {
      deflate.write(0);
      deflate.write(hex(row));
    }
    file.writeBytes(chunk("IDAT", pixels.toByteArray()));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  private static byte[] bitmap(int header, int compression, int[] masks, String row) {
    byte[] pixels = hex(row);
    int start = Math.max(14 + header, 54 + 4 * masks.length);
    ByteBuffer file = ByteBuffer.allocate(start + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("BM")).putInt(file.capacity()).putInt(0).putInt(start);
    file.putInt(header).putInt(pixels.length / 4).putInt(1).putShort((short) 1);
    file.putShort((short) 32).putInt(compression);
    file.position(54);
    Arrays.stream(masks).forEach(file::putInt);
    file.position(start);
    return file.put(pixels).array();
  }

  private static byte[] lossy(Mat image) {
    return withoutContainer(encodeWebp(image, 80));
  }

  private static byte[] lossless(Mat image) {
    return withoutContainer(encodeWebp(image, 101));
  }

  private static byte[] encodeWebp(Mat image, int quality) {
    BytePointer file = new BytePointer();
    IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality);
    opencv_imgcodecs.imencode(".webp", image, file, options);
    byte[] bytes = new byte[(int) file.limit()];
    file.get(bytes);
    return bytes;
  }

  private static byte[] withoutContainer(byte[] webp) {
    return Arrays.copyOfRange(webp, 12, webp.length);
  }

  private static byte[] riff(String name, byte[] data) {
    ByteBuffer chunk =
        ByteBuffer.allocate(8 + data.length + (data.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
    return chunk.put(ascii(name)).putInt(data.length).put(data).array();
  }

  private static byte[] extended(int width, int height, int flags, byte[]... chunks) {
    byte[] head = {(byte) flags, 0, 0, 0, (byte) (width - 1), 0, 0, (byte) (height - 1), 0, 0};
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(riff("VP8X", head));
    Arrays.stream(chunks).forEach(all::writeBytes);
    return container(all.toByteArray());
  }

  private static byte[] container(byte[] chunks) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(ascii("WEBP"));
    file.writeBytes(chunks);
    return riff("RIFF", file.toByteArray());
  }
}
