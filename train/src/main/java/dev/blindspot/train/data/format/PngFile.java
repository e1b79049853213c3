package dev.blindspot.train.data.format;

import dev.blindspot.train.data.format.ImageHeader.Format;
import dev.blindspot.train.data.format.ImageHeader.Ink;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG file up to IEND and checks the checksum of every chunk that decoding
 * needs.
 */
final class PngFile {
  private static final int FIRST_CHUNK = 8;

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
    boolean pixels = false;
    int at = FIRST_CHUNK;
    while (!file.has(at + 4, "IEND")) {
      int length = chunk(file, at);
      pixels |= file.has(at + 4, "IDAT");
      if (file.has(at + 4, "eXIf")) {
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

  /** Checks one chunk (length, type, data, checksum) and returns the length of its data. */
  private static int chunk(ByteReader file, int at) throws BadImageException {
    int length = file.big32(at);
    if (length < 0 || length > file.length() - 12) {
      throw ByteReader.truncated();
    }
    file.require(at, 12 + length);
    boolean critical = (file.unsigned8(at + 4) & 0x20) == 0;
    CRC32 checksum = new CRC32();
    checksum.update(file.array(), at + 4, 4 + length);
    if (critical && (int) checksum.getValue() != file.big32(at + 8 + length)) {
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
