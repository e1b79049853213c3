package dev.blindspot.train.data.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One image inside a WebP file.
 *
 * @param x columns of the canvas to its left
 * @param y rows of the canvas above it
 * @param imageAt where its chunk begins
 * @param alphaAt where the chunk of its transparency begins; -1: there is none, or it is part of
 *     the image's (lossless)
 */
record WebpFrame(int x, int y, int width, int height, int imageAt, int alphaAt) {
  private static final int HEAD = 8;
  private static final int EXTENDED_BYTES = 10;
  private static final int ALPHA_FLAG = 0x10;
  private static final int COMPRESSION = 3;

  /**
   * A file of nothing but this image. Profiles, notes and other frames do not reach the decoder.
   */
  byte[] alone(ByteReader file) throws BadImageException {
    byte[] image = chunk(file, imageAt);
    byte[] alpha = hasCompressedAlpha(file) ? chunk(file, alphaAt) : new byte[0];
    int extended = alpha.length == 0 ? 0 : HEAD + EXTENDED_BYTES;
    ByteBuffer out =
        ByteBuffer.allocate(12 + extended + alpha.length + image.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(out.capacity() - HEAD).put(ascii("WEBP"));
    if (extended > 0) {
      out.put(ascii("VP8X")).putInt(EXTENDED_BYTES).putInt(ALPHA_FLAG);
      putLittle24(out, width - 1);
      putLittle24(out, height - 1);
      out.put(alpha);
    }
    return out.put(image).array();
  }

  private boolean hasCompressedAlpha(ByteReader file) throws BadImageException {
    return alphaAt >= 0 && (file.unsigned8(alphaAt + HEAD) & COMPRESSION) != 0;
  }

  /** Whether the transparency is stored plainly, which the decoder does not read. */
  boolean hasPlainAlpha(ByteReader file) throws BadImageException {
    return alphaAt >= 0 && !hasCompressedAlpha(file);
  }

  /**
   * Transparency that is stored plainly (RFC 9649, section 2.7.1.2), its filter undone.
   *
   * @return one byte per pixel, row by row; 255 is opaque
   */
  byte[] plainAlpha(ByteReader file) throws BadImageException {
    int data = alphaAt + HEAD + 1;
    if (file.little32(alphaAt + 4) - 1 < width * height) {
      throw ByteReader.truncated();
    }
    byte[] alpha = Arrays.copyOfRange(file.array(), data, data + width * height);
    int filter = file.unsigned8(alphaAt + HEAD) >> 2 & 3;
    for (int at = 0; filter != 0 && at < alpha.length; at++) {
      alpha[at] += (byte) predicted(alpha, at, filter);
    }
    return alpha;
  }

  private int predicted(byte[] alpha, int at, int filter) {
    boolean first = at % width == 0;
    int left = first ? 0 : alpha[at - 1] & 0xff;
    int above = at < width ? 0 : alpha[at - width] & 0xff;
    if (first || at < width) {
      return first ? above : left;
    }
    int corner = alpha[at - width - 1] & 0xff;
    return switch (filter) {
      case 1 -> left;
      case 2 -> above;
      default -> Math.max(0, Math.min(255, left + above - corner));
    };
  }

  private static byte[] chunk(ByteReader file, int at) throws BadImageException {
    int length = file.little32(at + 4);
    file.require(at, HEAD + length);
    // the copy pads an odd length with a zero
    return Arrays.copyOf(
        Arrays.copyOfRange(file.array(), at, at + HEAD + length), HEAD + length + (length & 1));
  }

  private static void putLittle24(ByteBuffer out, int value) {
    out.putShort((short) value).put((byte) (value >> 16));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
