package dev.blindspot.train.data.format;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import dev.blindspot.augment.random.SampleRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Images and files for tests. */
public final class TestImages {
  private TestImages() {}

  /** An image that looks like nothing else: soft random blobs, decided by the seed. */
  public static Mat textured(int width, int height, long seed) {
    RandomGenerator random = SampleRandom.of(seed, "textured");
    byte[] coarse = new byte[3 * 9 * 9];
    random.nextBytes(coarse);
    Mat image = new Mat();
    opencv_imgproc.resize(
        Pixels.toMat(coarse, 9, 9, CV_8UC3),
        image,
        new Size(width, height),
        0,
        0,
        opencv_imgproc.INTER_CUBIC);
    return image;
  }

  /** One colour. */
  public static Mat flat(int width, int height, int blue, int green, int red) {
    byte[] bgr = new byte[3 * width * height];
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = (byte) blue;
      bgr[i + 1] = (byte) green;
      bgr[i + 2] = (byte) red;
    }
    return Pixels.toMat(bgr, height, width, CV_8UC3);
  }

  /** Four quarters: red, green above; blue, white below. */
  public static Mat quarters(int width, int height) {
    byte[] bgr = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean left = x < width / 2;
        boolean above = y < height / 2;
        int at = 3 * (width * y + x);
        boolean white = !left && !above;
        bgr[at] = (byte) (white || (left && !above) ? 255 : 0);
        bgr[at + 1] = (byte) (white || (!left && above) ? 255 : 0);
        bgr[at + 2] = (byte) (white || (left && above) ? 255 : 0);
      }
    }
    return Pixels.toMat(bgr, height, width, CV_8UC3);
  }

  public static byte[] encode(Mat image, String extension) {
    BytePointer file = new BytePointer();
    if (!imencode(extension, image, file)) {
      throw new IllegalStateException("no encoder for " + extension);
    }
    byte[] bytes = new byte[(int) file.limit()];
    file.get(bytes);
    return bytes;
  }

  public static byte[] jpeg(Mat image) {
    return encode(image, ".jpg");
  }

  public static byte[] png(Mat image) {
    return encode(image, ".png");
  }

  public static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A TIFF structure whose only entry is the orientation. */
  public static byte[] exif(int orientation, ByteOrder order) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
    tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(8);
    tiff.putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0);
    tiff.putInt(0);
    return tiff.array();
  }

  /** Puts a segment right behind a JPEG's first marker. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[]... parts) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(data::writeBytes);
    int length = data.size() + 2;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(0xff);
    out.write(marker);
    out.write(length >> 8);
    out.write(length);
    out.writeBytes(data.toByteArray());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  public static byte[] withExif(byte[] jpeg, byte[] tiff) {
    return withSegment(jpeg, 0xE1, ascii("Exif\0\0"), tiff);
  }

  /** Adobe's APP14 segment: 0 leaves four components as they are, 2 says YCCK. */
  public static byte[] withAdobe(byte[] jpeg, int transform) {
    return withSegment(
        jpeg, 0xEE, ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, (byte) transform});
  }

  /** Puts a chunk right behind a PNG's IHDR. */
  public static byte[] withChunk(byte[] png, String type, byte[] data) {
    int afterHeader = 8 + 25;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, afterHeader);
    out.writeBytes(chunk(type, data));
    out.write(png, afterHeader, png.length - afterHeader);
    return out.toByteArray();
  }

  public static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).put(ascii(type)).put(data);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) checksum.getValue()).array();
  }

  /** A WebP file in the extended container (RFC 9649, section 2.7) with a block of EXIF. */
  public static byte[] webpWithExif(byte[] webp, int width, int height, byte[] exif) {
    int padding = exif.length & 1;
    ByteBuffer out =
        ByteBuffer.allocate(webp.length + 18 + 8 + exif.length + padding)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WEBP"));
    out.put(ascii("VP8X")).putInt(10).putInt(8);
    out.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
    out.put(webp, 12, webp.length - 12);
    return out.put(ascii("EXIF")).putInt(exif.length).put(exif).array();
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
