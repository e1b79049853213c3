package dev.blindspot.train.data.format;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a file as decoders take them. Who asks too often behind the end is stopped:
 * TwelveMonkeys' lossless WebP goes on with the zeros that it sees there, without a word, and makes
 * pixels of them, or for minutes the 65536 tables that a file of 38 bytes announces.
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
  public int read() throws IOException {
    bitOffset = 0;
    if (streamPos >= file.length) {
      return end();
    }
    return file[(int) streamPos++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    bitOffset = 0;
    if (length > 0 && streamPos >= file.length) {
      return end();
    }
    int count = (int) Math.min(length, file.length - streamPos);
    System.arraycopy(file, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  /** No {@code EOFException}, of which decoders make zeros. */
  private int end() throws IOException {
    behind++;
    if (behind > MOST_READS_BEHIND_THE_END) {
      throw new RanOut();
    }
    return -1;
  }

  /** A decoder needed more than there is. */
  static final class RanOut extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public long length() {
    return file.length;
  }
}
