package dev.blindspot.train.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.Iterator;

/**
 * A stream in parts: no more than one of them is in memory at a time, and none is too large for
 * what carries it.
 */
final class Parts {
  private static final int BYTES = 16 << 20;

  private Parts() {}

  /** Takes a part, in the order of the stream. */
  interface Taker {
    void take(byte[] part) throws IOException;
  }

  /** A stream whose bytes are handed on in parts; the last one when it is closed. */
  static OutputStream to(Taker taker) {
    return new Out(taker);
  }

  /** The stream that was cut; asks for a part when the one before has been read. */
  @SuppressWarnings("JdkObsolete") // SequenceInputStream takes no Iterator
  static InputStream from(Iterator<byte[]> parts) {
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return parts.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return new ByteArrayInputStream(parts.next());
          }
        });
  }

  private static final class Out extends OutputStream {
    private final Taker taker;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();

    Out(Taker taker) {
      this.taker = taker;
    }

    @Override
    public void write(int b) throws IOException {
      part.write(b);
      handOnFull();
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      part.write(bytes, from, count);
      handOnFull();
    }

    private void handOnFull() throws IOException {
      if (part.size() >= BYTES) {
        handOn();
      }
    }

    private void handOn() throws IOException {
      taker.take(part.toByteArray());
      part.reset();
    }

    @Override
    public void close() throws IOException {
      if (part.size() > 0) {
        handOn();
      }
    }
  }
}
