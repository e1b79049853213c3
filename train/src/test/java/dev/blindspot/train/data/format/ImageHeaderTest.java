package dev.blindspot.train.data.format;

import static dev.blindspot.train.data.format.TestImages.ascii;
import static dev.blindspot.train.data.format.TestImages.chunk;
import static dev.blindspot.train.data.format.TestImages.encode;
import static dev.blindspot.train.data.format.TestImages.jpeg;
import static dev.blindspot.train.data.format.TestImages.png;
import static dev.blindspot.train.data.format.TestImages.textured;
import static dev.blindspot.train.data.format.TestImages.withChunk;
import static dev.blindspot.train.data.format.TestImages.withExif;
import static dev.blindspot.train.data.format.TestImages.withSegment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.blindspot.augment.random.SampleRandom;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
  @ParameterizedTest
  @CsvSource({".jpg,JPEG", ".png,PNG", ".webp,WEBP", ".bmp,BMP"})
  void readsFormatAndSize(String extension, ImageHeader.Format format) throws Exception {
    ImageHeader header = ImageHeader.of(encode(textured(37, 23, 1), extension));
    assertThat(header.format()).isEqualTo(format);
    assertThat(header.width()).isEqualTo(37);
    assertThat(header.height()).isEqualTo(23);
    assertThat(header.orientation()).isEqualTo(1);
  }

  /**
   * The heart of strictness: no proper beginning of a file passes for a file, wherever it is cut.
   */
  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png", ".webp", ".bmp"})
  void refusesEveryBeginningOfAFile(String extension) {
    byte[] whole = encode(textured(40, 30, 2), extension);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ImageHeader.of(cut))
          .describedAs("%d of %d bytes", length, whole.length)
          .isInstanceOf(BadImageException.class);
    }
  }

  @Test
  void refusesEveryBeginningOfAProgressiveJpeg() {
    byte[] whole = progressive();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ImageHeader.of(cut)).isInstanceOf(BadImageException.class);
    }
  }

  @Test
  void acceptsAProgressiveJpeg() throws Exception {
    assertThat(ImageHeader.of(progressive()).width()).isEqualTo(40);
  }

  /** A download that was interrupted on a file system that had reserved the space. */
  @Test
  void refusesAJpegThatGoesOnWithZeros() {
    byte[] whole = jpeg(textured(64, 64, 3));
    byte[] padded = Arrays.copyOf(Arrays.copyOf(whole, whole.length / 2), whole.length);
    assertThatThrownBy(() -> ImageHeader.of(padded)).hasMessageContaining("truncated");
  }

  /** A search for the last end marker is fooled by the thumbnail's. */
  @Test
  void endMarkersInsideSegmentsDoNotCount() throws Exception {
    byte[] thumbnail = jpeg(textured(16, 16, 4));
    byte[] whole = withSegment(jpeg(textured(64, 64, 3)), 0xE1, ascii("Exif\0\0"), thumbnail);
    assertThat(ImageHeader.of(whole).width()).isEqualTo(64);
    byte[] cut = Arrays.copyOf(whole, whole.length - 100);
    assertThatThrownBy(() -> ImageHeader.of(cut)).hasMessageContaining("truncated");
  }

  @Test
  void bytesBehindTheEndDoNotMatter() throws Exception {
    byte[] whole = jpeg(textured(64, 64, 3));
    assertThat(ImageHeader.of(Arrays.copyOf(whole, whole.length + 1000)).width()).isEqualTo(64);
  }

  @Test
  void aJpegOfMarkersOnlyHasNoImage() {
    byte[] markers = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9};
    assertThatThrownBy(() -> ImageHeader.of(markers)).hasMessage("has no image data");
  }

  @Test
  void refusesAFlippedBitInAPng() {
    byte[] damaged = png(textured(64, 64, 3));
    damaged[damaged.length / 2] ^= 4;
    assertThatThrownBy(() -> ImageHeader.of(damaged)).hasMessageContaining("checksum");
  }

  @Test
  void aPngOfTheWrongOrderIsDamaged() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(ascii("\u0089PNG\r\n\u001a\n"));
    file.writeBytes(chunk("IEND", new byte[0]));
    assertThatThrownBy(() -> ImageHeader.of(file.toByteArray())).hasMessageContaining("IHDR");
  }

  /** A few hundred bytes that ask for ten gigabytes. */
  @ParameterizedTest
  @CsvSource({"60000,60000", "-1,1", "2147483647,2147483647"})
  void refusesBombsByTheirHeader(int width, int height) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(ascii("\u0089PNG\r\n\u001a\n"));
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put(new byte[] {8, 2, 0, 0, 0});
    file.writeBytes(chunk("IHDR", header.array()));
    file.writeBytes(chunk("IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1}));
    file.writeBytes(chunk("IEND", new byte[0]));
    ImageHeader bomb = ImageHeader.of(file.toByteArray());
    assertThatThrownBy(() -> bomb.require(50_000_000))
        .hasMessageStartingWith("is larger than maxPixels");
  }

  @Test
  void theBoundIsInclusive() throws Exception {
    ImageHeader header = ImageHeader.of(png(textured(40, 30, 2)));
    assertThat(header.require(1200)).isSameAs(header);
    assertThatThrownBy(() -> header.require(1199))
        .hasMessage("is larger than maxPixels (40 x 30 is more than 1199 pixels)");
  }

  @Test
  void saysWhatAFileIsNot() {
    assertThatThrownBy(() -> ImageHeader.of(new byte[0])).hasMessage("is empty (zero bytes)");
    assertThatThrownBy(() -> ImageHeader.of(ascii("<html>not found</html>")))
        .hasMessage("is not an image");
    assertThatThrownBy(() -> ImageHeader.of(ascii("GIF89a and so on")))
        .hasMessage("is a GIF file; JPEG, PNG, WebP and BMP are read");
  }

  @Test
  void readsOrientationsInBothByteOrders() throws Exception {
    byte[] plain = jpeg(textured(16, 16, 1));
    for (int orientation = 1; orientation <= 8; orientation++) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        byte[] tiff = TestImages.exif(orientation, order);
        assertThat(ImageHeader.of(withExif(plain, tiff)).orientation()).isEqualTo(orientation);
        byte[] png = withChunk(png(textured(16, 16, 1)), "eXIf", tiff);
        assertThat(ImageHeader.of(png).orientation()).isEqualTo(orientation);
      }
    }
  }

  /** Several programs put JPEG's prefix in front of the block, where the format has none. */
  @ParameterizedTest
  @ValueSource(strings = {"", "Exif\0\0"})
  void webpIsTurnedWithAndWithoutThePrefixOfJpeg(String prefix) throws Exception {
    byte[] plain = encode(textured(16, 12, 1), ".webp");
    for (int orientation = 1; orientation <= 8; orientation++) {
      ByteArrayOutputStream exif = new ByteArrayOutputStream();
      exif.writeBytes(TestImages.ascii(prefix));
      exif.writeBytes(TestImages.exif(orientation, ByteOrder.LITTLE_ENDIAN));
      byte[] file = TestImages.webpWithExif(plain, 16, 12, exif.toByteArray());
      assertThat(ImageHeader.of(file).orientation()).isEqualTo(orientation);
    }
  }

  /** Two hundred passes over 49 million pixels in some three kilobytes. */
  @Test
  void theWorkThatAFileAsksForIsBounded() throws Exception {
    byte[] plain = jpeg(textured(16, 16, 1));
    int scan = indexOf(plain, 0xDA);
    byte[] head = Arrays.copyOfRange(plain, scan, plain.length - 2);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(plain, 0, scan);
    for (int i = 0; i < 101; i++) {
      many.writeBytes(head);
    }
    many.write(plain, plain.length - 2, 2);
    assertThatThrownBy(() -> ImageHeader.of(many.toByteArray()))
        .isInstanceOf(BadImageException.class)
        .hasMessage("has more than 100 scans");
    byte[] huge = plain.clone();
    int frame = indexOf(plain, 0xC0);
    Arrays.fill(huge, frame + 5, frame + 9, (byte) 0xff);
    assertThatThrownBy(() -> ImageHeader.of(huge))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("would take too long to decode (65535 x 65535 pixels");
  }

  private static int indexOf(byte[] jpeg, int marker) {
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such marker");
  }

  @Test
  void nonsenseInExifIsUpright() throws Exception {
    byte[] plain = jpeg(textured(16, 16, 1));
    byte[] tiff = TestImages.exif(9, ByteOrder.BIG_ENDIAN);
    assertThat(ImageHeader.of(withExif(plain, tiff)).orientation()).isEqualTo(1);
    byte[] valid = TestImages.exif(6, ByteOrder.BIG_ENDIAN);
    for (int length = 0; length < 18; length++) {
      byte[] cut = Arrays.copyOf(valid, length);
      assertThat(ImageHeader.of(withExif(plain, cut)).orientation()).isEqualTo(1);
    }
  }

  /** As long as JPEG allows: every tag names the whole block as its value. */
  @Test
  void hostileExifIsReadInBoundedTime() throws Exception {
    int tags = 5400;
    ByteBuffer block = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    block.put(ascii("II")).putShort((short) 42).putInt(8).putShort((short) 0xffff);
    for (int i = 0; i < 65535; i++) {
      block.putShort((short) (i == tags ? 0x0112 : 0x927c + i % 3)).putShort((short) 7);
      block.putInt((1 << 20) - 16).putInt(8);
    }
    byte[] png = withChunk(png(textured(16, 16, 1)), "eXIf", block.array());
    assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(ImageHeader.of(png).orientation()).isEqualTo(1));
  }

  @Test
  void mutatedExifNeverStopsAnImage() throws Exception {
    byte[] plain = jpeg(textured(16, 16, 1));
    RandomGenerator random = SampleRandom.of(1, "exif");
    for (int i = 0; i < 20_000; i++) {
      byte[] tiff = TestImages.exif(6, ByteOrder.BIG_ENDIAN);
      for (int change = 0; change < 3; change++) {
        tiff[random.nextInt(tiff.length)] = (byte) random.nextInt(256);
      }
      assertThat(ImageHeader.of(withExif(plain, tiff)).orientation()).isBetween(1, 8);
    }
  }

  /** Texts of a few kilobytes become megabytes in libpng. */
  @Test
  void textsAndProfilesOfAPngDoNotReachItsDecoder() throws Exception {
    byte[] plain = png(textured(16, 16, 1));
    byte[] noted = withChunk(withChunk(plain, "zTXt", new byte[100]), "iCCP", new byte[100]);
    assertThat(PngFile.pixelsOnly(new ByteReader(noted))).isEqualTo(plain);
  }

  private static byte[] progressive() {
    BytePointer file = new BytePointer();
    IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
    opencv_imgcodecs.imencode(".jpg", textured(40, 30, 2), file, options);
    byte[] bytes = new byte[(int) file.limit()];
    file.get(bytes);
    return bytes;
  }
}
