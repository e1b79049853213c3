package dev.blindspot.train.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.blindspot.train.config.reader.ConfigReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Configurations of runs. */
@Tag(Fuzzing.TAG)
class YamlFuzzTest {
  @FuzzTest(maxDuration = Fuzzing.DURATION)
  void isReadOrRefused(byte[] bytes) throws IOException {
    Fuzzing.asFile("run.yaml", bytes, file -> ConfigReader.read(file, List.of()));
  }
}
