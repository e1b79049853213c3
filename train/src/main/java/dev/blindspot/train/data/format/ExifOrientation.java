package dev.blindspot.train.data.format;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads tag 0x0112 (orientation) of an EXIF block; everything unexpected counts as upright. */
final class ExifOrientation {
  private static final int UPRIGHT = 1;
  private static final int MAX_BYTES = 1 << 20;
  private static final String PREFIX = "Exif\0\0";

  private ExifOrientation() {}

  /**
   * The orientation that an EXIF block names in its first directory. JPEG puts a prefix in front of
   * it, PNG and WebP should not, and WebP files of several programs do.
   *
   * @param at where the block starts in the file
   * @param length its bytes
   * @return 1 to 8
   */
  static int of(ByteReader file, int at, int length) {
    int skipped = file.has(at, PREFIX) ? PREFIX.length() : 0;
    int end = at + Math.min(length, MAX_BYTES);
    if (length < skipped || end > file.length()) {
      return UPRIGHT;
    }
    Metadata metadata = new Metadata();
    try {
      byte[] block = Arrays.copyOfRange(file.array(), at + skipped, end);
      new ExifReader().extract(new ByteArrayReader(block), metadata);
    } catch (RuntimeException e) {
      return UPRIGHT; // a damaged block of notes does not make a damaged image
    }
    ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    @Nullable Integer value =
        directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value != null && value >= 1 && value <= 8 ? value : UPRIGHT;
  }
}
