package dev.blindspot.train.data.format;

import dev.blindspot.train.data.format.ImageHeader.Format;
import dev.blindspot.train.data.format.ImageHeader.Ink;
import java.util.Set;

/** Reads the header of a Windows or OS/2 bitmap and checks that all of its rows are there. */
final class BmpFile {
  private static final int INFO = 14;
  private static final int OS2 = 12;

  /** Sizes of the second header: OS/2 1 and 2, Windows with and without masks, 4 and 5. */
  private static final Set<Integer> HEADERS = Set.of(OS2, 16, 40, 52, 56, 64, 108, 124);

  private static final int FIRST_WITH_ALPHA = 56;
  private static final int PLAIN = 0;
  private static final int MASKS = 3;

  private BmpFile() {}

  static boolean matches(ByteReader file) {
    if (!file.startsWith("BM")) {
      return false;
    }
    try {
      return HEADERS.contains(file.little32(INFO));
    } catch (BadImageException e) { // of a few bytes
      return true;
    }
  }

  static ImageHeader header(ByteReader file) throws BadImageException {
    boolean old = file.little32(INFO) == OS2;
    int width = old ? file.little16(INFO + 4) : file.little32(INFO + 4);
    // negative: stored from the top down
    int height = old ? file.little16(INFO + 6) : Math.abs(file.little32(INFO + 8));
    int bitsPerPixel = file.little16(INFO + (old ? 10 : 14));
    int compression = old ? PLAIN : file.little32(INFO + 16);
    long row = ((long) width * bitsPerPixel + 31) / 32 * 4;
    boolean raw = compression == PLAIN || compression == MASKS;
    if (raw && (long) file.little32(10) + row * height > file.length()) {
      throw ByteReader.truncated();
    }
    return new ImageHeader(Format.BMP, width, height, 1, Ink.NONE);
  }

  /** Whether a pixel's 32 bits are laid out by masks in the header. */
  static boolean hasMasks(ByteReader file) throws BadImageException {
    return file.little32(INFO) != OS2
        && file.little16(INFO + 14) == 32
        && file.little32(INFO + 16) == MASKS;
  }

  /**
   * The pixels of a bitmap with masks. A fourth byte that no mask names is not used, whatever is in
   * it: the pixel is opaque then.
   *
   * @return blue, green, red, alpha, row by row from the top
   */
  static byte[] masked(ByteReader file, int width, int height) throws BadImageException {
    int first = INFO + 40; // of the masks: behind the header of 40 bytes, or within a longer one
    int[] masks = {
      file.little32(first + 8),
      file.little32(first + 4),
      file.little32(first),
      file.little32(INFO) >= FIRST_WITH_ALPHA ? file.little32(first + 12) : 0
    };
    boolean topDown = file.little32(INFO + 8) < 0;
    int start = file.little32(10);
    byte[] bgra = new byte[4 * width * height];
    for (int y = 0, out = 0; y < height; y++) {
      int at = start + 4 * width * (topDown ? y : height - 1 - y);
      for (int x = 0; x < width; x++, at += 4) {
        int pixel = file.little32(at);
        for (int channel = 0; channel < 4; channel++) {
          int absent = channel == 3 ? 255 : 0;
          bgra[out++] = (byte) (masks[channel] == 0 ? absent : sample(pixel, masks[channel]));
        }
      }
    }
    return bgra;
  }

  /** The bits under a mask, spread to 0 to 255. */
  private static int sample(int pixel, int mask) {
    int shift = Integer.numberOfTrailingZeros(mask);
    long most = (mask & 0xffffffffL) >> shift;
    long value = (pixel & mask & 0xffffffffL) >> shift;
    return (int) (value * 255 / most);
  }
}
