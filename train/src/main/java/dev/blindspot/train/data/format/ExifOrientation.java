package dev.blindspot.train.data.format;

/** Reads tag 0x0112 (orientation) of an EXIF block; everything unexpected counts as upright. */
final class ExifOrientation {
  private static final int TAG = 0x0112;
  private static final int UPRIGHT = 1;

  private ExifOrientation() {}

  /**
   * The orientation that a TIFF structure (TIFF 6.0, section 2) names in its first directory.
   *
   * @param at where the structure starts in the file
   * @param length its bytes
   * @return 1 to 8
   */
  static int of(ByteReader file, int at, int length) {
    try {
      file.require(at, length);
      return find(file, at, at + length);
    } catch (BadImageException e) {
      return UPRIGHT; // a damaged block of notes does not make a damaged image
    }
  }

  private static int find(ByteReader file, int start, int end) throws BadImageException {
    boolean little = file.has(start, "II*\0");
    if (!little && !file.has(start, "MM\0*")) {
      return UPRIGHT;
    }
    int offset = little ? file.little32(start + 4) : file.big32(start + 4);
    if (offset < 8 || offset > end - start - 2) {
      return UPRIGHT;
    }
    int directory = start + offset;
    int entries = number(file, directory, little);
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (entry + 12 > end) {
        return UPRIGHT;
      }
      if (number(file, entry, little) == TAG) {
        int value = number(file, entry + 8, little);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  private static int number(ByteReader file, int at, boolean little) throws BadImageException {
    return little ? file.little16(at) : file.big16(at);
  }
}
