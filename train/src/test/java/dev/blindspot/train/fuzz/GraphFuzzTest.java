package dev.blindspot.train.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.blindspot.train.model.format.GraphReader;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Model zips of DL4J, as {@link Fuzzing#zip} makes them: the configuration and the array. */
@Tag(Fuzzing.TAG)
class GraphFuzzTest {
  @FuzzTest(maxDuration = Fuzzing.DURATION)
  void isReadOrRefused(byte[] bytes) throws IOException {
    byte[] zip = Fuzzing.zip(bytes, "configuration.json", "coefficients.bin");
    Fuzzing.asFile("model.zip", zip, file -> GraphReader.read(file).close());
  }
}
