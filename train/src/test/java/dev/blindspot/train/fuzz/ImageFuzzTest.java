package dev.blindspot.train.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.ImageReader;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Images of every kind, as a data set is read. */
@Tag(Fuzzing.TAG)
class ImageFuzzTest {
  private static final int MAX_PIXELS = 1 << 18;

  @FuzzTest(maxDuration = Fuzzing.DURATION)
  void isReadOrRefused(byte[] bytes) throws IOException {
    Fuzzing.asFile(
        "image",
        bytes,
        file -> {
          try {
            new ImageReader(32, Resize.STRETCH, MAX_PIXELS).readIntact(file);
          } catch (BadImageException e) {
            throw new IOException(e.getMessage(), e);
          }
        });
  }
}
