package dev.blindspot.train.data.format;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.RandomAccessReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.tiff.DirectoryTiffHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads tag 0x0112 (orientation) of an EXIF block; everything unexpected counts as upright. */
final class ExifOrientation {
  private static final int UPRIGHT = 1;

  /**
   * What JPEG allows for a whole block. The time of metadata-extractor grows with the square of a
   * hostile block's length: 65535 tags, each of which names the whole block as its value.
   */
  private static final int MAX_BYTES = 1 << 16;

  private static final String PREFIX = "Exif\0\0";

  private ExifOrientation() {}

  /**
   * The orientation that an EXIF block names in its first directory. JPEG puts a prefix in front of
   * it, PNG and WebP should not, and WebP files of several programs do.
   *
   * @param at where the block starts in the file
   * @param length its bytes; of more than 64 KB the first
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
      new TiffReader().processTiff(new ByteArrayReader(block), new FirstDirectory(metadata), 0);
    } catch (IOException | TiffProcessingException | RuntimeException e) {
      return UPRIGHT; // a damaged block of notes does not make a damaged image
    }
    ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    @Nullable Integer value =
        directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value != null && value >= 1 && value <= 8 ? value : UPRIGHT;
  }

  /**
   * Keeps one tag of the first directory. The library's own handler goes on into camera makers'
   * notes, profiles and XMP, which nobody asked for.
   */
  private static final class FirstDirectory extends DirectoryTiffHandler {
    private static final int MOST_VALUE_BYTES = 8;

    FirstDirectory(Metadata metadata) {
      super(metadata, null);
      pushDirectory(ExifIFD0Directory.class);
    }

    @Override
    public void setTiffMarker(int marker) {} // some cameras write others than 42

    @Override
    public boolean tryEnterSubIfd(int tag) {
      return false;
    }

    @Override
    public boolean hasFollowerIfd() {
      return false;
    }

    @Override
    public @Nullable Long tryCustomProcessFormat(int tag, int format, long components) {
      return null;
    }

    /** True for what is not to be read. */
    @Override
    public boolean customProcessTag(
        int valueAt,
        Set<Integer> directories,
        int headerAt,
        RandomAccessReader reader,
        int tag,
        int bytes) {
      return tag != ExifIFD0Directory.TAG_ORIENTATION || bytes > MOST_VALUE_BYTES;
    }
  }
}
