package dev.blindspot.train.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.blindspot.train.model.format.keras.KerasModelFile;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Keras models in HDF5. */
@Tag(Fuzzing.TAG)
class Hdf5FuzzTest {
  @FuzzTest(maxDuration = Fuzzing.DURATION)
  void isReadOrRefused(byte[] bytes) throws IOException {
    Fuzzing.asFile("model.h5", bytes, file -> KerasModelFile.read(file).close());
  }
}
