package dev.blindspot.train.fuzz;

import dev.blindspot.train.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What the fuzz tests share. Each gives bytes to one reader of files of strangers, which may refuse
 * them in words and do nothing else. {@code mvn test} tries the files that are kept beside the
 * tests as resources; {@code mvn -Pfuzz test -pl train,train/onnx -am} also makes new ones, and
 * leaves one that fails beside them, where it is a test from then on.
 */
final class Fuzzing {
  /** What the build knows these tests by: they run in a process that watches every class. */
  static final String TAG = "fuzz";

  /** Of each test; what was learnt is kept in {@code .cifuzz-corpus}, so that more rounds go on. */
  static final String DURATION = "30s";

  private Fuzzing() {}

  /** Reads a file. */
  interface Reading {
    void read(Path file) throws IOException;
  }

  /** Gives the bytes as a file of this name, alone in a folder. */
  static void asFile(String name, byte[] bytes, Reading reading) throws IOException {
    Path folder = Files.createTempDirectory("blindspot-fuzz");
    Path file = folder.resolve(name);
    try {
      Files.write(file, bytes);
      reading.read(file);
    } catch (UserError | IOException e) {
      require(e.getMessage() != null && !e.getMessage().isBlank(), e);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(folder);
    }
  }

  /**
   * A zip of two entries: the first two bytes are the length of the first one, then both follow.
   */
  static byte[] zip(byte[] bytes, String first, String second) throws IOException {
    int length = 0;
    for (int i = 0; i < Math.min(2, bytes.length); i++) {
      length = (length << Byte.SIZE) | (bytes[i] & 0xff);
    }
    int start = Math.min(2, bytes.length);
    int end = Math.min(bytes.length, start + length);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(whole)) {
      zip.putNextEntry(new ZipEntry(first));
      zip.write(bytes, start, end - start);
      zip.putNextEntry(new ZipEntry(second));
      zip.write(bytes, end, bytes.length - end);
    }
    return whole.toByteArray();
  }

  private static void require(boolean said, Exception e) {
    if (!said) {
      throw new AssertionError("refused without a word", e);
    }
  }
}
