package dev.blindspot.train.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.PixelScale;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models as Keras 3 saves them: what they say is what make_keras3_models.py prints. */
class Keras3Test {
  private static final PixelScale UNIT_RGB = PixelScale.named("zero-one", "rgb");
  private static final float[] SEQUENTIAL = {0.278663f, 0.479432f, 0.241905f};
  private static final float[] FUNCTIONAL = {0.527491f, 0.334761f, 0.012189f, 0.125559f};

  @TempDir private Path folder;

  private Path copy(String name, String as) throws IOException {
    Path file = folder.resolve(as);
    try (InputStream in = getClass().getResourceAsStream("../" + name)) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    return file;
  }

  private static void says(Path file, float[] expected) {
    try (ForeignModel model = ForeignModel.load(file, UNIT_RGB);
        INDArray image = ForeignModelTest.image()) {
      assertThat(model.score(image).toFloatVector()).containsExactly(expected, within(1e-5f));
      assertThat(model.classes(16)).isEqualTo(expected.length);
    }
  }

  /** Padding of unlike sides, strides, batch norm without gamma or beta, means at the border. */
  @Test
  void aSequentialModelSaysWhatNumPySays() throws IOException {
    says(copy("sequential-keras3.keras", "model.keras"), SEQUENTIAL);
  }

  /** A sum and a concatenation, and so many layers of a class that names no longer sort them. */
  @Test
  void aFunctionalModelSaysWhatNumPySays() throws IOException {
    says(copy("functional-keras3.keras", "model.keras"), FUNCTIONAL);
  }

  @Test
  void theSameModelInHdf5SaysTheSame() throws IOException {
    says(copy("functional-keras3.h5", "model.h5"), FUNCTIONAL);
  }

  @ParameterizedTest
  @CsvSource({
    "sequential-keras3.keras, model.zip",
    "sequential-keras3.keras, model.h5",
    "functional-keras3.h5, model.keras",
    "functional-keras3.h5, model"
  })
  void contentDecidesNotTheEnding(String name, String as) throws IOException {
    Path file = copy(name, as);
    assertThat(ForeignModel.isOurs(file)).isFalse();
    says(file, name.startsWith("sequential") ? SEQUENTIAL : FUNCTIONAL);
  }

  @Test
  void aZipThatIsNeitherOfKerasNorOfDl4jIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("model.keras"), new byte[] {'P', 'K', 3, 4, 0, 0});
    assertThatThrownBy(() -> ForeignModel.load(file, UNIT_RGB))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.keras cannot be read as a Keras model");
  }
}
