package dev.blindspot.train.model.format;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads the parameters of a model as ND4J's {@code Nd4j.write} stores them: a shape and the
 * numbers, each with a header. ND4J's own reader believes what the headers say, and a file whose
 * shape and length differ makes it write outside of its memory; here everything is checked before
 * memory is taken, and nothing native sees the file.
 */
final class Coefficients {
  private static final int CHUNK = 1 << 16;

  /** Headers of old versions, whose lengths have 32 bits. */
  private static final Set<String> SHORT_LENGTHS = Set.of("HEAP", "JAVACPP", "DIRECT");

  private static final Set<String> LONG_LENGTHS = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");

  private final DataInputStream in;

  private Coefficients(DataInputStream in) {
    this.in = in;
  }

  /**
   * Reads a vector of parameters.
   *
   * @param expected how many the network has
   * @return float32 {@code [1,expected]}; float64 is rounded
   * @throws IOException saying what is wrong, if it is another number of them, or one is NaN or
   *     infinite
   */
  static INDArray read(DataInputStream in, long expected) throws IOException {
    return new Coefficients(in).read(expected);
  }

  private record Header(long length, String type) {}

  private INDArray read(long expected) throws IOException {
    long count = count(header());
    if (count != expected) {
      throw new IOException(
          "it holds %d parameters, its configuration needs %d".formatted(count, expected));
    }
    Header data = header();
    if (data.length() != count) {
      throw new IOException(
          "its parameters are damaged (%d numbers for a shape of %d)"
              .formatted(data.length(), count));
    }
    int width =
        switch (data.type()) {
          case "FLOAT" -> Float.BYTES;
          case "DOUBLE" -> Double.BYTES;
          default ->
              throw new IOException(
                  "its parameters are of type %s; FLOAT and DOUBLE are read"
                      .formatted(data.type()));
        };
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, 1, count);
    try {
      fill(array.data().asNioFloat(), count, width);
      return array;
    } catch (IOException | RuntimeException e) {
      array.close();
      throw e;
    }
  }

  private Header header() throws IOException {
    String allocation = in.readUTF();
    long length;
    if (LONG_LENGTHS.contains(allocation)) {
      length = in.readLong();
    } else if (SHORT_LENGTHS.contains(allocation)) {
      length = in.readInt();
    } else {
      throw new IOException("its parameters are no array of ND4J");
    }
    return new Header(length, in.readUTF());
  }

  /** The number of elements of a row, a column or a vector without gaps. */
  private long count(Header header) throws IOException {
    // rank, then for every dimension its length and stride, then three words
    if (header.length() != 6 && header.length() != 8) {
      throw new IOException("its parameters have no shape of one row");
    }
    long[] words = new long[(int) header.length()];
    for (int i = 0; i < words.length; i++) {
      words[i] =
          switch (header.type()) {
            case "LONG" -> in.readLong();
            case "INT" -> in.readInt();
            default -> throw new IOException("its parameters have no shape of one row");
          };
    }
    int rank = (words.length - 4) / 2;
    long count = 1;
    for (int i = 1; i <= rank; i++) {
      if (words[i] > 1 && (count != 1 || words[rank + i] != 1)) {
        throw new IOException("its parameters have no shape of one row");
      }
      count = words[i] > 1 ? words[i] : count;
    }
    if (words[0] != rank || words[1] < 1 || words[rank] < 1) {
      throw new IOException("its parameters have no shape of one row");
    }
    return count;
  }

  private void fill(FloatBuffer to, long count, int width) throws IOException {
    byte[] bytes = new byte[CHUNK];
    for (long left = count * width; left > 0; ) {
      int size = (int) Math.min(left, CHUNK);
      try {
        in.readFully(bytes, 0, size);
      } catch (EOFException e) {
        throw new IOException("its parameters end too early", e);
      }
      ByteBuffer read = ByteBuffer.wrap(bytes, 0, size);
      while (read.hasRemaining()) {
        float value = width == Float.BYTES ? read.getFloat() : (float) read.getDouble();
        if (!Float.isFinite(value)) {
          throw new IOException("one of its parameters is NaN or infinite");
        }
        to.put(value);
      }
      left -= size;
    }
  }
}
