package dev.blindspot.train.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.blindspot.train.ablation.store.TrialStore;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Tag;

/** Databases of ablations. */
@Tag(Fuzzing.TAG)
class StoreFuzzTest {
  @FuzzTest(maxDuration = Fuzzing.DURATION)
  void isReadOrRefused(byte[] bytes) throws IOException {
    Fuzzing.asFile(
        TrialStore.FILE,
        bytes,
        file -> {
          try (TrialStore store =
              TrialStore.openReadOnly(Objects.requireNonNull(file.getParent()))) {
            store.trials();
            store.settings();
            store.finalists();
            store.overview();
          }
        });
  }
}
