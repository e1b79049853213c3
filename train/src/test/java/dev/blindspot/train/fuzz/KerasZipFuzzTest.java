package dev.blindspot.train.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.blindspot.train.model.format.keras.KerasZip;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Models of Keras 3, as {@link Fuzzing#zip} makes them: the configuration and the weights. */
@Tag(Fuzzing.TAG)
class KerasZipFuzzTest {
  @FuzzTest(maxDuration = Fuzzing.DURATION)
  void isReadOrRefused(byte[] bytes) throws IOException {
    byte[] zip = Fuzzing.zip(bytes, "config.json", "model.weights.h5");
    Fuzzing.asFile("model.keras", zip, file -> KerasZip.read(file).close());
  }
}
