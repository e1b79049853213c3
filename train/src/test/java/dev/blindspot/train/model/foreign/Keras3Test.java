package dev.blindspot.train.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.Saliency;
import dev.blindspot.explain.engine.IncrementalOcclusion;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.network.ScoreGradient.Score;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models as Keras 3 saves them: what they say is what make_keras3_models.py prints. */
class Keras3Test {
  private static final PixelScale UNIT_RGB = PixelScale.named("zero-one", "rgb");
  private static final PixelScale RGB = PixelScale.named("none", "rgb");
  private static final float[] SEQUENTIAL = {0.278663f, 0.479432f, 0.241905f};
  private static final float[] FUNCTIONAL = {0.527491f, 0.334761f, 0.012189f, 0.125559f};
  private static final float[] SCALED = {0.223179f, 0.659954f, 0.116867f};
  private static final float[] TRANSFER = {0.119444f, 0.186159f, 0.558259f, 0.136138f};

  @TempDir private Path folder;

  private Path copy(String name, String as) throws IOException {
    Path file = folder.resolve(as);
    try (InputStream in = getClass().getResourceAsStream("../" + name)) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    return file;
  }

  private static void says(Path file, float[] expected) {
    says(file, UNIT_RGB, expected);
  }

  private static void says(Path file, PixelScale scale, float[] expected) {
    try (ForeignModel model = ForeignModel.load(file, scale);
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

  /** Rescaling and Normalization, with numbers of all kinds; Normalization saves an integer. */
  @Test
  void layersThatScalePixelsSayWhatNumPySays() throws IOException {
    says(copy("scaled-keras3.keras", "model.keras"), RGB, SCALED);
  }

  @Test
  void pixelsThatWouldBeScaledTwiceAreTold() throws IOException {
    Path file = copy("scaled-keras3.keras", "model.keras");
    try (ForeignModel once = ForeignModel.load(file, RGB);
        ForeignModel twice = ForeignModel.load(file, UNIT_RGB)) {
      assertThat(once.note()).isEqualTo("NHWC");
      assertThat(twice.note())
          .matches("NHWC; its layer '\\w+' scales what the stated .* say 'none'");
    }
  }

  /** Layers of the model and of the base in it have the same names. */
  @ParameterizedTest
  @ValueSource(strings = {"transfer-keras3.keras", "transfer-keras3.h5"})
  void aBaseInAModelSaysWhatNumPySays(String name) throws IOException {
    says(copy(name, name), RGB, TRANSFER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scaled-keras3.keras", "transfer-keras3.keras"})
  void newPiecesAreCompiledAndHaveGradients(String name) throws IOException {
    try (ForeignModel model = ForeignModel.load(copy(name, name), RGB);
        INDArray image = ForeignModelTest.image()) {
      assertThat(model.classifier().occlusionEngine().engine())
          .isInstanceOf(IncrementalOcclusion.class);
      Attribution map =
          Saliency.of(model.classifier()).score(Score.PROBABILITY).attribute(image, 1);
      double steepest = steepest(model, image, 8, 6);
      assertThat((double) map.at(8, 6)).isPositive().isCloseTo(steepest, within(0.01 * steepest));
    }
  }

  /** The largest slope of the second class at a pixel, over its channels. */
  private static double steepest(ForeignModel model, INDArray image, int y, int x) {
    double steepest = 0;
    for (int c = 0; c < 3; c++) {
      double value = image.getDouble(0, c, y, x);
      image.putScalar(0, c, y, x, value + 1);
      double above = model.score(image).getDouble(1);
      image.putScalar(0, c, y, x, value - 1);
      double below = model.score(image).getDouble(1);
      image.putScalar(0, c, y, x, value);
      steepest = Math.max(steepest, Math.abs(above - below) / 2);
    }
    return steepest;
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
