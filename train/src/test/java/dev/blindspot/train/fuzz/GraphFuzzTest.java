package dev.blindspot.train.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.blindspot.train.model.format.GraphReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;

/**
 * Model zips of DL4J: the first two bytes are the length of the configuration, then it and the
 * array follow.
 */
@Tag(Fuzzing.TAG)
class GraphFuzzTest {
  @FuzzTest(maxDuration = Fuzzing.DURATION)
  void isReadOrRefused(byte[] bytes) throws IOException {
    if (bytes.length < 2) {
      return;
    }
    int length = Math.min(bytes.length - 2, (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(whole)) {
      zip.putNextEntry(new ZipEntry("configuration.json"));
      zip.write(bytes, 2, length);
      zip.putNextEntry(new ZipEntry("coefficients.bin"));
      zip.write(bytes, 2 + length, bytes.length - 2 - length);
    }
    Fuzzing.asFile("model.zip", whole.toByteArray(), file -> GraphReader.read(file).close());
  }
}
