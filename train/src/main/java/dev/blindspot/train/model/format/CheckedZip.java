package dev.blindspot.train.model.format;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip that may come from a stranger. Entries are asked for by name, none is unpacked to a path
 * that the file names, and the checksums are compared, which {@link ZipFile} leaves to its callers.
 */
public final class CheckedZip implements AutoCloseable {
  /** Deflate packs no better than this. */
  static final long MAX_INFLATION = 1032;

  /** Numbers deflate to about their own size; Keras stores them as they are. */
  private static final long MAX_UNPACKING = 100;

  private final ZipFile zip;

  public CheckedZip(Path file) throws IOException {
    zip = new ZipFile(file.toFile());
  }

  /**
   * What is made of an entry.
   *
   * @param <T> result
   */
  interface Reading<T> {
    /** Reads the whole entry. */
    T read(InputStream in) throws IOException;
  }

  public boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /**
   * An entry.
   *
   * @throws FileNotFoundException if there is none of this name
   */
  ZipEntry entry(String name) throws FileNotFoundException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FileNotFoundException("it has no entry " + name);
    }
    return entry;
  }

  /** Reads an entry and compares its checksum. */
  <T> T read(String name, Reading<T> reading) throws IOException {
    ZipEntry entry = entry(name);
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      T result = reading.read(in);
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("the checksum of its entry " + name + " is wrong");
      }
      return result;
    }
  }

  /**
   * A text in UTF-8.
   *
   * @param maxMegabytes how long it may be
   */
  public String text(String name, int maxMegabytes) throws IOException {
    int most = maxMegabytes << 20;
    return read(
        name,
        in -> {
          byte[] bytes = in.readNBytes(most + 1);
          if (bytes.length > most) {
            throw new IOException("its %s is larger than %d MB".formatted(name, maxMegabytes));
          }
          return new String(bytes, StandardCharsets.UTF_8);
        });
  }

  /** Copies an entry of numbers into a file, as far as its packed size can be true. */
  public void unpack(String name, Path to) throws IOException {
    ZipEntry entry = entry(name);
    long most = MAX_UNPACKING * entry.getCompressedSize();
    if (entry.getSize() < 0 || entry.getSize() > most) {
      throw new IOException(
          "its %s unpacks to more than %d times its size".formatted(name, MAX_UNPACKING));
    }
    read(name, in -> copy(in, to, entry.getSize()));
  }

  /** The stated size may be less than what comes out. */
  private static long copy(InputStream in, Path to, long size) throws IOException {
    try (OutputStream out = Files.newOutputStream(to)) {
      byte[] bytes = new byte[1 << 16];
      long copied = 0;
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        copied += n;
        if (copied > size) {
          throw new IOException("one of its entries is longer than it says");
        }
        out.write(bytes, 0, n);
      }
      return copied;
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
