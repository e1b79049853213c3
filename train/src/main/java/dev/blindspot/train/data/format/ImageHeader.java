package dev.blindspot.train.data.format;

/**
 * What an image file says about itself. Reading it walks the whole container without decoding a
 * pixel, so that a file that is cut short is told from a whole one (OpenCV decodes the first
 * silently), and a huge one from a harmless one.
 *
 * @param format the container
 * @param width stored columns, before the orientation is applied
 * @param height stored rows
 * @param orientation EXIF orientation, 1 (upright) to 8
 * @param ink how four colour components are to be read; {@code NONE} for every other image
 */
public record ImageHeader(Format format, int width, int height, int orientation, Ink ink) {
  public enum Format {
    JPEG,
    PNG,
    WEBP,
    BMP
  }

  /** The meaning of a JPEG's four components. */
  public enum Ink {
    NONE,
    /** 255 is full ink (no Adobe marker). */
    CMYK,
    /** What Adobe's programs write: inverted, possibly as luminance, chrominance and black. */
    ADOBE
  }

  /** Reads the header of a whole file and checks that the file is complete. */
  public static ImageHeader of(byte[] file) throws BadImageException {
    if (file.length == 0) {
      throw new BadImageException("is empty (zero bytes)");
    }
    ByteReader bytes = new ByteReader(file);
    if (JpegFile.matches(bytes)) {
      return JpegFile.header(bytes);
    }
    if (PngFile.matches(bytes)) {
      return PngFile.header(bytes);
    }
    if (WebpFile.matches(bytes)) {
      return WebpFile.header(bytes);
    }
    if (BmpFile.matches(bytes)) {
      return BmpFile.header(bytes);
    }
    throw new BadImageException(unreadable(bytes));
  }

  /** Refuses images of no size and of more pixels than allowed, before memory is taken for them. */
  public ImageHeader require(long maxPixels) throws BadImageException {
    if (width < 1 || height < 1) {
      throw new BadImageException("has no pixels (%d x %d)".formatted(width, height));
    }
    if ((long) width * height > maxPixels) {
      throw new BadImageException(
          "is larger than maxPixels (%d x %d is more than %d pixels)"
              .formatted(width, height, maxPixels));
    }
    return this;
  }

  /** True when the orientation exchanges rows and columns. */
  public boolean turned() {
    return orientation >= 5;
  }

  private static String unreadable(ByteReader bytes) {
    String name = null;
    if (bytes.startsWith("GIF8")) {
      name = "GIF";
    } else if (bytes.startsWith("II*\0") || bytes.startsWith("MM\0*")) {
      name = "TIFF";
    } else if (bytes.has(4, "ftyp")) {
      name = "HEIF or video";
    }
    return name == null
        ? "is not an image"
        : "is a %s file; JPEG, PNG, WebP and BMP are read".formatted(name);
  }
}
