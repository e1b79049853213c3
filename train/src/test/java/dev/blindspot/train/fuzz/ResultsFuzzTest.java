package dev.blindspot.train.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.blindspot.train.report.page.ResultsJson;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Results of runs, which a page is made of. */
@Tag(Fuzzing.TAG)
class ResultsFuzzTest {
  @FuzzTest(maxDuration = Fuzzing.DURATION)
  void isReadOrRefused(byte[] bytes) throws IOException {
    Fuzzing.asFile("results.json", bytes, file -> ResultsJson.read(file));
  }
}
