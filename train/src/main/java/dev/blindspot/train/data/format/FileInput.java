package dev.blindspot.train.data.format;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a file as decoders take them. It counts how often they ask behind the end:
 * TwelveMonkeys' lossless WebP makes pixels of the zeros that it sees there, without a word.
 */
final class FileInput extends ImageInputStreamImpl {
  /** Whole files are looked ahead into by some 30 bytes. */
  private static final int MOST_READS_BEHIND_THE_END = 256;

  private final byte[] file;
  private int behind;

  FileInput(byte[] file) {
    this.file = file;
  }

  @Override
  public int read() {
    bitOffset = 0;
    if (streamPos >= file.length) {
      return end();
    }
    return file[(int) streamPos++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    bitOffset = 0;
    if (length > 0 && streamPos >= file.length) {
      return end();
    }
    int count = (int) Math.min(length, file.length - streamPos);
    System.arraycopy(file, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  private int end() {
    behind++;
    return -1;
  }

  /** Whether a decoder needed more than there is. */
  boolean ranOut() {
    return behind > MOST_READS_BEHIND_THE_END;
  }

  @Override
  public long length() {
    return file.length;
  }
}
