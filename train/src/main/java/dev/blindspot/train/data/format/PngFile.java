package dev.blindspot.train.data.format;

import dev.blindspot.train.data.format.ImageHeader.Format;
import dev.blindspot.train.data.format.ImageHeader.Ink;
import java.io.ByteArrayOutputStream;
import java.util.OptionalInt;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG file up to IEND and checks the checksum of every chunk that decoding
 * needs.
 */
final class PngFile {
  private static final int FIRST_CHUNK = 8;
  private static final String TRANSPARENCY = "tRNS";

  private PngFile() {}

  static boolean matches(ByteReader file) {
    return file.startsWith("\u0089PNG\r\n\u001a\n");
  }

  static ImageHeader header(ByteReader file) throws BadImageException {
    if (!file.has(FIRST_CHUNK + 4, "IHDR")) {
      throw file.length() < FIRST_CHUNK + 8
          ? ByteReader.truncated()
          : new BadImageException("is damaged (a PNG must begin with IHDR)");
    }
    int orientation = 1;
    boolean exif = false;
    boolean pixels = false;
    int at = FIRST_CHUNK;
    while (!file.has(at + 4, "IEND")) {
      int length = chunk(file, at);
      pixels |= file.has(at + 4, "IDAT");
      if (file.has(at + 4, "eXIf") && !exif) {
        exif = true; // the first block counts
        orientation = ExifOrientation.of(file, at + 8, length);
      }
      at += 12 + length;
    }
    chunk(file, at);
    if (!pixels) {
      throw new BadImageException("has no image data");
    }
    int width = atMostInt(file.big32(FIRST_CHUNK + 8));
    int height = atMostInt(file.big32(FIRST_CHUNK + 12));
    return new ImageHeader(Format.PNG, width, height, orientation, Ink.NONE);
  }

  /**
   * The chunks that make pixels. Texts and profiles are left out: libpng inflates and keeps all of
   * them (120 texts in a file of 0.9 MB take 0.9 GB).
   *
   * @param file one that {@link #header} accepts
   */
  static byte[] pixelsOnly(ByteReader file) throws BadImageException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length());
    out.write(file.array(), 0, FIRST_CHUNK);
    boolean end = false;
    for (int at = FIRST_CHUNK; !end; at += 12 + file.big32(at)) {
      end = file.has(at + 4, "IEND");
      if (isCritical(file, at) || file.has(at + 4, TRANSPARENCY)) {
        out.write(file.array(), at, 12 + file.big32(at));
      }
    }
    return out.toByteArray();
  }

  /**
   * The grey that is transparent in an image without an alpha channel, as a sample of 8 or 16 bits.
   *
   * @param file one that {@link #header} accepts
   */
  static OptionalInt transparentGrey(ByteReader file) throws BadImageException {
    int bits = file.unsigned8(FIRST_CHUNK + 16);
    int colourType = file.unsigned8(FIRST_CHUNK + 17);
    if (colourType != 0) {
      return OptionalInt.empty();
    }
    for (int at = FIRST_CHUNK; !file.has(at + 4, "IEND"); at += 12 + file.big32(at)) {
      if (file.has(at + 4, TRANSPARENCY) && file.big32(at) >= 2) {
        int most = (1 << bits) - 1;
        int grey = file.big16(at + 8) & most;
        return OptionalInt.of(bits < 8 ? grey * 255 / most : grey);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isCritical(ByteReader file, int at) throws BadImageException {
    return (file.unsigned8(at + 4) & 0x20) == 0;
  }

  /** Checks one chunk (length, type, data, checksum) and returns the length of its data. */
  private static int chunk(ByteReader file, int at) throws BadImageException {
    int length = file.big32(at);
    if (length < 0 || length > file.length() - 12) {
      throw ByteReader.truncated();
    }
    file.require(at, 12 + length);
    CRC32 checksum = new CRC32();
    checksum.update(file.array(), at + 4, 4 + length);
    if (isCritical(file, at) && (int) checksum.getValue() != file.big32(at + 8 + length)) {
      throw new BadImageException("is damaged (a PNG chunk has a wrong checksum)");
    }
    return length;
  }

  /**
   * PNG forbids sizes beyond 2^31 - 1; a file that has one is refused as too large, not as
   * negative.
   */
  private static int atMostInt(int unsigned) {
    return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
  }
}
