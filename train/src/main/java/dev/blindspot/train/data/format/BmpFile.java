package dev.blindspot.train.data.format;

import dev.blindspot.train.data.format.ImageHeader.Format;
import dev.blindspot.train.data.format.ImageHeader.Ink;

/** Reads the header of a Windows bitmap and checks that all of its rows are there. */
final class BmpFile {
  private BmpFile() {}

  static boolean matches(ByteReader file) {
    return file.startsWith("BM") && file.has(6, "\0\0\0\0");
  }

  static ImageHeader header(ByteReader file) throws BadImageException {
    int width = file.little32(18);
    int height = Math.abs(file.little32(22)); // negative: stored from the top down
    int bitsPerPixel = file.little16(28);
    boolean plain = file.little32(30) == 0;
    long row = ((long) width * bitsPerPixel + 31) / 32 * 4;
    if (plain && (long) file.little32(10) + row * height > file.length()) {
      throw ByteReader.truncated();
    }
    return new ImageHeader(Format.BMP, width, height, 1, Ink.NONE);
  }
}
