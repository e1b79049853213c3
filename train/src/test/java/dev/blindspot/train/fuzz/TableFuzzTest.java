package dev.blindspot.train.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.data.source.ManifestReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;

/** Tables of images and labels; none of the images is there. */
@Tag(Fuzzing.TAG)
class TableFuzzTest {
  private static final DataConfig DATA =
      ConfigReader.of(
              List.of(
                  "name=fuzz",
                  "arms={a: }",
                  "data.onBadImage=skip",
                  "data.source={csv: {table: table.csv, folder: ., classes: [cat, dog]}}"),
              Path.of("").toAbsolutePath())
          .config()
          .data();

  @FuzzTest(maxDuration = Fuzzing.DURATION)
  void isReadOrRefused(byte[] bytes) throws IOException {
    Fuzzing.asFile(
        "table.csv",
        bytes,
        file ->
            ManifestReader.read(
                DATA, 1, Objects.requireNonNull(file.getParent()), ProgressListener.NONE));
  }
}
