package dev.blindspot.train.model.download;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.Adler32;

/**
 * The checksum that a file's publishers name.
 *
 * @param kind how it is computed
 * @param hex lower-case hexadecimal digits
 */
public record Checksum(Kind kind, String hex) {
  private static final int BUFFER = 1 << 16;

  /** How a checksum is computed. */
  public enum Kind {
    MD5("MD5", 32),
    SHA_256("SHA-256", 64),
    /** Finds accidents, not forgeries. */
    ADLER_32("Adler-32", 8);

    private final String title;
    private final int digits;

    Kind(String title, int digits) {
      this.title = title;
      this.digits = digits;
    }
  }

  public Checksum {
    requireNonNull(kind, "kind");
    if (!hex.matches("[0-9a-f]{" + kind.digits + "}")) {
      throw new IllegalArgumentException(
          "hex must be %d digits of 0 to f, was '%s'".formatted(kind.digits, hex));
    }
  }

  /** The checksum of a file, computed in the same way. */
  public Checksum of(Path file) throws IOException {
    return new Checksum(kind, kind == Kind.ADLER_32 ? adler(file) : digest(file));
  }

  /** Whether a file has this checksum. */
  public boolean fits(Path file) throws IOException {
    return of(file).equals(this);
  }

  private static String adler(Path file) throws IOException {
    Adler32 sum = new Adler32();
    read(file, sum::update);
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  private String digest(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance(kind.title);
      read(file, digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + kind.title, e);
    }
  }

  private interface Sink {
    void update(byte[] bytes, int offset, int length);
  }

  private static void read(Path file, Sink sink) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sink.update(buffer, 0, n);
      }
    }
  }

  @Override
  public String toString() {
    return kind.title + " " + hex;
  }
}
