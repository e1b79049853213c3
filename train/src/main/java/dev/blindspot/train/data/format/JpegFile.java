package dev.blindspot.train.data.format;

import dev.blindspot.train.data.format.ImageHeader.Format;
import dev.blindspot.train.data.format.ImageHeader.Ink;

/**
 * Walks the segments of a JPEG file (ITU-T T.81, annex B) up to its end-of-image marker. Thumbnails
 * with end markers of their own lie inside segments and are stepped over; what follows the end
 * marker does not matter.
 */
final class JpegFile {
  private static final int TEMPORARY = 0x01;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;

  private static final int MAX_SCANS = 100;
  private static final long MAX_WORK = 2_000_000_000L;

  private final ByteReader file;
  private int width;
  private int height;
  private int components;
  private int orientation = 1;
  private boolean exif;
  private boolean adobe;
  private int scans;

  private JpegFile(ByteReader file) {
    this.file = file;
  }

  static boolean matches(ByteReader file) {
    return file.startsWith("\u00ff\u00d8\u00ff");
  }

  static ImageHeader header(ByteReader file) throws BadImageException {
    JpegFile jpeg = new JpegFile(file);
    jpeg.walk();
    if (jpeg.components == 0 || jpeg.scans == 0) {
      throw new BadImageException("has no image data");
    }
    return new ImageHeader(Format.JPEG, jpeg.width, jpeg.height, jpeg.orientation, jpeg.ink());
  }

  private void walk() throws BadImageException {
    int at = nextMarker(2);
    int marker = file.unsigned8(at);
    while (marker != END_OF_IMAGE) {
      at++;
      if (marker != TEMPORARY) {
        int length = file.big16(at);
        file.require(at, length);
        segment(marker, at + 2, length - 2);
        at += length;
      }
      at = nextMarker(at);
      marker = file.unsigned8(at);
    }
  }

  /**
   * Position of the next marker's code; entropy-coded data with its stuffed zeros and restart
   * markers is skipped.
   */
  private int nextMarker(int from) throws BadImageException {
    byte[] bytes = file.array();
    for (int at = from + 1; at < bytes.length; at++) {
      if (bytes[at - 1] == (byte) 0xff) {
        int code = bytes[at] & 0xff;
        boolean restart = code >= 0xD0 && code <= 0xD7;
        if (code != 0x00 && code != 0xff && !restart) {
          return at;
        }
      }
    }
    throw new BadImageException("is truncated (no end-of-image marker)");
  }

  private void segment(int marker, int at, int length) throws BadImageException {
    if (isFrame(marker) && components == 0) {
      height = file.big16(at + 1);
      width = file.big16(at + 3);
      components = file.unsigned8(at + 5);
    } else if (marker == START_OF_SCAN) {
      requireBoundedWork(++scans);
    } else if (marker == APP1 && !exif && file.has(at, "Exif\0\0")) {
      exif = true; // the first block counts
      orientation = ExifOrientation.of(file, at, length);
    } else if (marker == APP14 && file.has(at, "Adobe")) {
      adobe = true;
    }
  }

  /**
   * Every scan of a progressive file is a pass over all of its pixels: a file of three kilobytes
   * could keep a decoder busy for minutes. Encoders write about ten scans, the format's own
   * refinements allow some hundred.
   */
  private void requireBoundedWork(int scan) throws BadImageException {
    if (scan > MAX_SCANS) {
      throw new BadImageException("has more than %d scans".formatted(MAX_SCANS));
    }
    if ((long) scan * width * height > MAX_WORK) {
      throw new BadImageException(
          "would take too long to decode (%d x %d pixels in %d scans or more)"
              .formatted(width, height, scan));
    }
  }

  /** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private Ink ink() {
    return components != 4 ? Ink.NONE : adobe ? Ink.ADOBE : Ink.CMYK;
  }
}
