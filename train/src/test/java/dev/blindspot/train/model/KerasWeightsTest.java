package dev.blindspot.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.config.WeightSource;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.KerasFile.Convolution;
import dev.blindspot.train.model.KerasFile.Layout;
import dev.blindspot.train.model.backbone.LayerStyle;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class KerasWeightsTest {
  private static final int SIZE = 32;
  private static final ModelSpec FULL =
      new ModelSpec(
          Architecture.VGG16,
          SIZE,
          Resize.STRETCH,
          1,
          false,
          0,
          Preprocessing.IMAGENET_MEAN,
          Fixtures.CLASSES);

  /** A sixteenth of the channels: the file's rules do not depend on them. */
  private static final ModelSpec SMALL = Fixtures.spec(SIZE, false);

  private final Path folder;
  private final Path file;

  KerasWeightsTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("weights.h5");
  }

  @BeforeAll
  static void needsHdf5() {
    assumeThatCode(() -> Loader.load(hdf5.class))
        .as("there is no HDF5 library for this platform")
        .doesNotThrowAnyException();
  }

  /**
   * VGG16 at full width, from the pixels to block5_conv3, against loops over the numbers that were
   * written to the file. Fails for any exchange of axes, channels, colours or means.
   */
  @Test
  void featuresAreThoseOfANaiveForwardPass() {
    Map<String, Convolution> layers = KerasFile.convolutions(FULL, 17);
    KerasFile.write(file, Layout.APPLICATIONS, layers);
    FirstWeights weights = weights();
    INDArray image = Fixtures.images(1, SIZE, 23);
    double[][] expected = NaiveVgg16.features(layers, image.data().asFloat(), SIZE);

    try (Network network =
        Fixtures.network(spec(FULL, weights.preprocessing()), 5, weights.parameters(FULL, 1))) {
      INDArray features = channelsLast(network.features(image));
      assertThat(features.shape()).containsExactly(1, 2, 2, 512);
      double largest = 0;
      for (int c = 0; c < 512; c++) {
        for (int p = 0; p < 4; p++) {
          largest = Math.max(largest, expected[c][p]);
        }
      }
      assertThat(largest).isGreaterThan(1);
      for (int c = 0; c < 512; c++) {
        for (int p = 0; p < 4; p++) {
          assertThat(features.getDouble(0, p / 2, p % 2, c))
              .as("channel %d, position %d", c, p)
              .isCloseTo(expected[c][p], within(1e-4 * largest));
        }
      }
    }
  }

  /** The features of one image, {@code [1,H,W,C]}, from the layout of this machine's layers. */
  private static INDArray channelsLast(INDArray features) {
    return LayerStyle.ofThisMachine(Architecture.VGG16).format() == CNN2DFormat.NCHW
        ? features.permute(0, 2, 3, 1)
        : features;
  }

  @Test
  void allLayoutsOfKerasHoldTheSame() {
    Map<String, Convolution> layers = KerasFile.convolutions(SMALL, 17);
    KerasFile.write(file, Layout.APPLICATIONS, layers);
    INDArray parameters = weights().parameters(SMALL, 1);
    for (Layout layout : new Layout[] {Layout.FLAT, Layout.NESTED}) {
      KerasFile.write(file, layout, layers);
      assertThat(weights().parameters(SMALL, 1)).as("%s", layout).isEqualTo(parameters);
    }
  }

  /** The file has no head: it is drawn from the seed. */
  @Test
  void theHeadComesFromTheSeedAndAllElseFromTheFile() {
    KerasFile.write(file, Layout.FLAT, KerasFile.convolutions(SMALL, 17));
    INDArray one = weights().parameters(SMALL, 1);
    INDArray two = weights().parameters(SMALL, 2);
    long head = 2L * SMALL.channels(5) + 2;
    long body = one.length() - head;
    assertThat(differences(one, two, 0, body)).isZero();
    assertThat(differences(one, two, body, one.length())).isEqualTo(head - 2);
  }

  @Test
  void kerasPreprocessingBelongsToKerasWeights() {
    assertThat(weights().preprocessing()).isEqualTo(Preprocessing.IMAGENET_MEAN);
  }

  @Test
  void missingGroupIsNamed() {
    Map<String, Convolution> layers = KerasFile.convolutions(SMALL, 17);
    layers.remove("block3_conv2");
    KerasFile.write(file, Layout.FLAT, layers);
    assertRefused(SMALL, file + " has no group 'block3_conv2'; it has [block1_conv1, ");
  }

  @Test
  void groupWithoutBiasIsRefused() {
    KerasFile.write(file, "block1_conv1", "kernel:0", new float[9 * 3 * 4], 3, 3, 3, 4);
    assertRefused(
        SMALL,
        "group 'block1_conv1' in %s must hold a kernel of rank 4 and a bias, but it holds [kernel:0]"
            .formatted(file));
  }

  @Test
  void otherNumbersOfChannelsAreRefused() {
    KerasFile.write(file, Layout.FLAT, KerasFile.convolutions(SMALL, 17));
    ModelSpec wider =
        new ModelSpec(
            Architecture.VGG16,
            SIZE,
            Resize.STRETCH,
            1 / 8.0,
            false,
            0,
            Preprocessing.SYMMETRIC,
            Fixtures.CLASSES);
    assertThatThrownBy(() -> weights().parameters(wider, 1))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("weights: 'block1_conv1/")
        .hasMessageContaining(file.toString())
        .hasMessageContaining("the network needs [")
        .hasMessageEndingWith("model.width must be 1");
  }

  @Test
  void otherKernelSizesAreRefused() {
    KerasFile.write(file, "block1_conv1", "kernel:0", new float[25 * 3 * 4], 5, 5, 3, 4);
    assertRefused(SMALL, "'block1_conv1/kernel:0' in " + file + " has shape [4, 3, 5, 5]");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Files.writeString(file, "not an HDF5 file, but long enough to be looked at as one");
    assertRefused(SMALL, file + " cannot be read as HDF5");
  }

  @Test
  void truncatedFileIsRefused() throws IOException {
    KerasFile.write(file, Layout.FLAT, KerasFile.convolutions(SMALL, 17));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(SMALL, file + " cannot be read as HDF5");
  }

  @Test
  void missingFileIsNamed() {
    assertRefused(SMALL, "there is no file " + file.toAbsolutePath());
  }

  @Test
  void batchNormalisationIsRefused() throws IOException {
    Files.createFile(file);
    assertRefused(
        Fixtures.spec(SIZE, true),
        "Keras files hold VGG16 without batch normalisation; set model.batchNorm to false");
  }

  private void assertRefused(ModelSpec spec, String message) {
    assertThatThrownBy(() -> weights().parameters(spec, 1))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("weights: " + message);
  }

  private FirstWeights weights() {
    return new FirstWeights(
        Architecture.VGG16, new WeightSource.Keras("weights.h5"), folder, Progress.NONE);
  }

  private static ModelSpec spec(ModelSpec shape, Preprocessing preprocessing) {
    return new ModelSpec(
        Architecture.VGG16,
        shape.inputSize(),
        Resize.STRETCH,
        shape.width(),
        false,
        0,
        preprocessing,
        shape.classes());
  }

  private static long differences(INDArray a, INDArray b, long from, long to) {
    long count = 0;
    for (long i = from; i < to; i++) {
      count += a.getDouble(i) == b.getDouble(i) ? 0 : 1;
    }
    return count;
  }
}
