package dev.blindspot.train.data.format;

import dev.blindspot.train.data.format.ImageHeader.Format;
import dev.blindspot.train.data.format.ImageHeader.Ink;

/** Reads the RIFF container of a WebP file (RFC 9649): size, completeness and orientation. */
final class WebpFile {
  private static final int FIRST_CHUNK = 12;
  private static final int DATA = FIRST_CHUNK + 8;
  private static final int FOURTEEN_BITS = 0x3fff;

  private WebpFile() {}

  static boolean matches(ByteReader file) {
    return file.startsWith("RIFF") && file.has(8, "WEBP");
  }

  static ImageHeader header(ByteReader file) throws BadImageException {
    int size = file.little32(4);
    if (size < 0 || size > file.length() - 8) {
      throw ByteReader.truncated();
    }
    int width;
    int height;
    if (file.has(FIRST_CHUNK, "VP8 ")) {
      width = file.little16(DATA + 6) & FOURTEEN_BITS;
      height = file.little16(DATA + 8) & FOURTEEN_BITS;
    } else if (file.has(FIRST_CHUNK, "VP8L")) {
      int bits = file.little32(DATA + 1);
      width = (bits & FOURTEEN_BITS) + 1;
      height = (bits >>> 14 & FOURTEEN_BITS) + 1;
    } else if (file.has(FIRST_CHUNK, "VP8X")) {
      width = file.little24(DATA + 4) + 1;
      height = file.little24(DATA + 7) + 1;
    } else {
      throw new BadImageException("has no image data");
    }
    return new ImageHeader(Format.WEBP, width, height, orientation(file, size + 8), Ink.NONE);
  }

  private static int orientation(ByteReader file, int end) throws BadImageException {
    int at = FIRST_CHUNK;
    while (at <= end - 8) {
      int length = file.little32(at + 4);
      if (length < 0 || length > end - at - 8) {
        throw ByteReader.truncated();
      }
      if (file.has(at, "EXIF")) {
        return ExifOrientation.of(file, at + 8, length);
      }
      at += 8 + length + (length & 1);
    }
    return 1;
  }
}
