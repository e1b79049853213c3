package dev.blindspot.train.data.format;

import dev.blindspot.train.data.format.ImageHeader.Format;
import dev.blindspot.train.data.format.ImageHeader.Ink;
import org.jspecify.annotations.Nullable;

/**
 * Walks the RIFF container of a WebP file (RFC 9649): size, completeness, orientation, and where
 * the image lies, which is the first frame of an animation.
 */
final class WebpFile {
  private static final int FIRST_CHUNK = 12;
  private static final int HEAD = 8;
  private static final int FRAME_HEAD = 16;
  private static final int FOURTEEN_BITS = 0x3fff;
  private static final String START_CODE = "\u009d\u0001*";

  private final ByteReader file;
  private int width;
  private int height;
  private int orientation = 1;
  private @Nullable WebpFrame frame;

  private WebpFile(ByteReader file) {
    this.file = file;
  }

  static boolean matches(ByteReader file) {
    return file.startsWith("RIFF") && file.has(8, "WEBP");
  }

  static ImageHeader header(ByteReader file) throws BadImageException {
    WebpFile webp = new WebpFile(file);
    webp.walk();
    return new ImageHeader(Format.WEBP, webp.width, webp.height, webp.orientation, Ink.NONE);
  }

  /** The image, or the first frame of an animation. */
  static WebpFrame frame(ByteReader file) throws BadImageException {
    return new WebpFile(file).walk();
  }

  private WebpFrame walk() throws BadImageException {
    int size = file.little32(4);
    if (size < 0 || size > file.length() - HEAD) {
      throw ByteReader.truncated();
    }
    boolean extended = file.has(FIRST_CHUNK, "VP8X");
    if (extended) {
      width = file.little24(FIRST_CHUNK + HEAD + 4) + 1;
      height = file.little24(FIRST_CHUNK + HEAD + 7) + 1;
    }
    chunks(FIRST_CHUNK, size + HEAD);
    WebpFrame found = frame;
    if (found == null) {
      throw new BadImageException("has no image data");
    }
    if (!extended) {
      width = found.width();
      height = found.height();
    }
    if (found.x() + found.width() > width || found.y() + found.height() > height) {
      throw new BadImageException(
          "is damaged (%d x %d pixels do not fit into %d x %d)"
              .formatted(found.width(), found.height(), width, height));
    }
    return found;
  }

  private void chunks(int from, int end) throws BadImageException {
    boolean exif = false;
    int alpha = -1;
    for (int at = from; at <= end - HEAD; at = next(at)) {
      int length = length(at, end);
      if (file.has(at, "EXIF") && !exif) {
        exif = true; // the first block counts
        orientation = ExifOrientation.of(file, at + HEAD, length);
      } else if (file.has(at, "ALPH")) {
        alpha = at;
      } else if (frame == null && file.has(at, "ANMF")) {
        frame = animated(at, length);
      } else if (frame == null && isImage(at)) {
        frame = still(at, alpha, 0, 0);
      }
    }
  }

  private WebpFrame animated(int frameAt, int frameLength) throws BadImageException {
    int data = frameAt + HEAD;
    int end = data + frameLength;
    int alpha = -1;
    for (int at = data + FRAME_HEAD; at <= end - HEAD; at = next(at)) {
      length(at, end);
      if (file.has(at, "ALPH")) {
        alpha = at;
      } else if (isImage(at)) {
        return still(at, alpha, 2 * file.little24(data), 2 * file.little24(data + 3));
      }
    }
    throw new BadImageException("has an empty frame");
  }

  private WebpFrame still(int at, int alpha, int x, int y) throws BadImageException {
    int data = at + HEAD;
    if (file.has(at, "VP8L")) {
      int bits = file.little32(data + 1);
      return new WebpFrame(
          x, y, (bits & FOURTEEN_BITS) + 1, (bits >>> 14 & FOURTEEN_BITS) + 1, at, -1);
    }
    boolean keyFrame = (file.unsigned8(data) & 1) == 0;
    int firstPartition = file.little24(data) >> 5;
    if (!keyFrame || !file.has(data + 3, START_CODE)) {
      throw new BadImageException("has no image data");
    }
    if (firstPartition > file.little32(at + 4) - 10) {
      throw ByteReader.truncated();
    }
    return new WebpFrame(
        x,
        y,
        file.little16(data + 6) & FOURTEEN_BITS,
        file.little16(data + 8) & FOURTEEN_BITS,
        at,
        alpha);
  }

  private boolean isImage(int at) {
    return file.has(at, "VP8 ") || file.has(at, "VP8L");
  }

  /** Length of a chunk's data, all of which is there. */
  private int length(int at, int end) throws BadImageException {
    int length = file.little32(at + 4);
    if (length < 0 || length > end - at - HEAD) {
      throw ByteReader.truncated();
    }
    return length;
  }

  /** Position of the next chunk; chunks begin at even positions. */
  private int next(int at) throws BadImageException {
    int length = file.little32(at + 4);
    return at + HEAD + length + (length & 1);
  }
}
