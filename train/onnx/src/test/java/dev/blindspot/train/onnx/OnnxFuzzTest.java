package dev.blindspot.train.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/**
 * ONNX files, up to what is handed to ONNX Runtime: its native code is not ours to mend, and a
 * crash of it would end the test. Run as the fuzz tests of {@code train} are.
 */
@Tag("fuzz")
class OnnxFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void isReadOrRefused(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("blindspot-fuzz");
    Path file = folder.resolve("model.onnx");
    try {
      Files.write(file, bytes);
      OnnxFile read = OnnxFile.read(file);
      OnnxInput.of(file, read.graph());
      new OnnxGraph(read.graph());
    } catch (UserError refused) {
      assertThat(refused.getMessage()).isNotBlank();
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
