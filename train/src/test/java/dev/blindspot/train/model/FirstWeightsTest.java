package dev.blindspot.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.config.WeightSource;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.backbone.Vgg16;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FirstWeightsTest {
  private static final int SIZE = 32;
  private static final ModelSpec SPEC = Fixtures.spec(SIZE, false);

  private final Path folder;
  private final Path zip;

  FirstWeightsTest(@TempDir Path folder) {
    this.folder = folder;
    this.zip = folder.resolve("model.zip");
  }

  @Nested
  class Random {
    private final FirstWeights weights = weights(new WeightSource.Random());

    @Test
    void oneSeedIsOneNetwork() {
      INDArray one = weights.parameters(SPEC, 1);
      assertThat(one.shape()).containsExactly(1, SPEC.parameters());
      assertThat(weights.parameters(SPEC, 1)).isEqualTo(one);
      assertThat(weights.parameters(SPEC, 2)).isNotEqualTo(one);
    }

    /** He et al. 2015: variance 2 / fan-in, mean 0, no biases; within six standard errors. */
    @Test
    void varianceIsHesInEveryConvolution() {
      ModelSpec spec =
          new ModelSpec(
              Architecture.VGG16,
              SIZE,
              Resize.STRETCH,
              0.25,
              false,
              0,
              Preprocessing.SYMMETRIC,
              SPEC.classes());
      ComputationGraph graph = Network.standard(spec, 0);
      graph.setParams(weights.parameters(spec, 5));
      int in = 3;
      for (int block = 1; block <= Vgg16.BLOCKS; block++) {
        for (int i = 1; i <= Vgg16.convolutions(block); i++) {
          String name = Vgg16.convolutionName(block, i);
          INDArray kernel = graph.getParam(name + "_W");
          double expected = 2.0 / (9 * in);
          double n = kernel.length();
          assertThat(kernel.varNumber().doubleValue())
              .as(name)
              .isCloseTo(expected, within(6 * expected * Math.sqrt(2 / n)));
          assertThat(kernel.meanNumber().doubleValue())
              .as(name)
              .isCloseTo(0, within(6 * Math.sqrt(expected / n)));
          assertThat(graph.getParam(name + "_b").amaxNumber().doubleValue()).isZero();
          in = spec.channels(block);
        }
      }
      graph.close();
    }

    @Test
    void pixelsAreScaledSymmetrically() {
      assertThat(weights.preprocessing()).isEqualTo(Preprocessing.SYMMETRIC);
    }
  }

  @Nested
  class Zip {
    private final FirstWeights weights = weights(new WeightSource.Zip("model.zip", null));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everythingIsTakenFromTheZip(boolean batchNorm) throws IOException {
      ModelSpec spec = Fixtures.spec(SIZE, batchNorm);
      INDArray parameters = save(spec, zip);
      assertThat(weights.parameters(spec, 77)).isEqualTo(parameters);
      assertThat(weights.preprocessing()).isEqualTo(Preprocessing.SYMMETRIC);
    }

    @Test
    void pathMayBeAbsolute() throws IOException {
      INDArray parameters = save(SPEC, zip);
      assertThat(weights(new WeightSource.Zip(zip.toString(), null)).parameters(SPEC, 1))
          .isEqualTo(parameters);
    }

    @Test
    void preprocessingIsTheOneThatTheZipWasTrainedWith() throws IOException {
      save(
          new ModelSpec(
              Architecture.VGG16,
              SIZE,
              Resize.STRETCH,
              1 / 16.0,
              false,
              0,
              Preprocessing.IMAGENET_MEAN,
              SPEC.classes()),
          zip);
      assertThat(weights.preprocessing()).isEqualTo(Preprocessing.IMAGENET_MEAN);
    }

    @Test
    void headForOtherClassesStaysFresh() throws IOException {
      INDArray saved = save(SPEC, zip);
      ModelSpec three =
          new ModelSpec(
              Architecture.VGG16,
              SIZE,
              Resize.STRETCH,
              SPEC.width(),
              false,
              0,
              SPEC.preprocessing(),
              List.of("a", "b", "c"));
      INDArray fresh = weights(new WeightSource.Random()).parameters(three, 9);
      INDArray parameters = weights.parameters(three, 9);
      long body = saved.length() - 2L * SPEC.channels(5) - 2;
      assertThat(part(parameters, 0, body)).isEqualTo(part(saved, 0, body));
      assertThat(part(parameters, body, parameters.length()))
          .isEqualTo(part(fresh, body, fresh.length()));
    }

    /** Models of others: no specification, and layers that were frozen by TransferLearning. */
    @Test
    void foreignZipsWithFrozenLayersFit() throws IOException {
      INDArray parameters = Fixtures.parameters(SPEC, 6);
      ComputationGraph graph = Network.standard(SPEC, 0);
      graph.setParams(parameters.dup());
      ComputationGraph frozen =
          new TransferLearning.GraphBuilder(graph).setFeatureExtractor("block3_conv3").build();
      ModelSerializer.writeModel(frozen, zip.toFile(), true);
      assertThat(weights.parameters(SPEC, 1)).isEqualTo(parameters);
    }

    @Test
    void zipsThatDoNotSayWhatTheirPixelsWereNeedAWord() throws IOException {
      ModelSerializer.writeModel(Network.standard(SPEC, 0), zip.toFile(), true);
      assertThatThrownBy(weights::preprocessing)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("was not saved by Blindspot")
          .hasMessageContaining("model.weights: {zip: {file: ..., preprocessing: caffe}}");
      assertThat(
              weights(new WeightSource.Zip("model.zip", WeightSource.Pixels.CAFFE)).preprocessing())
          .isEqualTo(Preprocessing.IMAGENET_MEAN);
      assertThat(
              weights(new WeightSource.Zip("model.zip", WeightSource.Pixels.SYMMETRIC))
                  .preprocessing())
          .isEqualTo(Preprocessing.SYMMETRIC);
    }

    @Test
    void aWordThatContradictsTheZipIsRefused() throws IOException {
      save(SPEC, zip);
      assertThatThrownBy(
              weights(new WeightSource.Zip("model.zip", WeightSource.Pixels.CAFFE))::preprocessing)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("SYMMETRIC: leave 'preprocessing' out");
    }

    @Test
    void otherWidthsAreRefused() throws IOException {
      save(SPEC, zip);
      ModelSpec wider =
          new ModelSpec(
              Architecture.VGG16,
              SIZE,
              Resize.STRETCH,
              1 / 8.0,
              false,
              0,
              Preprocessing.SYMMETRIC,
              SPEC.classes());
      assertThatThrownBy(() -> weights.parameters(wider, 1))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("weights: layer 'block1_conv1' of " + zip)
          .hasMessageContaining("(model.width?)")
          .hasMessageContaining("W[4, 3, 3, 3]")
          .hasMessageContaining("expected")
          .hasMessageContaining("W[8, 3, 3, 3]");
    }

    @Test
    void networksWithoutBatchNormalisationAreRefusedWhereItIsAskedFor() throws IOException {
      save(SPEC, zip);
      assertThatThrownBy(() -> weights.parameters(Fixtures.spec(SIZE, true), 1))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "weights: %s has 0 batch normalisations (model.batchNorm), the network of this configuration has 13"
                  .formatted(zip));
    }

    @Test
    void missingFileIsNamed() {
      assertThatThrownBy(() -> weights.parameters(SPEC, 1))
          .isInstanceOf(UserError.class)
          .hasMessage("there is no model file " + zip.toAbsolutePath());
      assertThatThrownBy(weights::preprocessing).isInstanceOf(UserError.class);
    }
  }

  @Nested
  class Run {
    private final FirstWeights weights = weights(new WeightSource.Run("runs/first", "cutout"));

    @Test
    void modelOfTheArmIsTaken() throws IOException {
      Path arms = folder.resolve("runs/first/arms");
      save(Fixtures.spec(SIZE, false), arms.resolve("baseline/model.zip"));
      ModelSpec spec =
          new ModelSpec(
              Architecture.VGG16,
              SIZE,
              Resize.STRETCH,
              1 / 16.0,
              false,
              0,
              Preprocessing.IMAGENET_MEAN,
              SPEC.classes());
      INDArray parameters = Fixtures.parameters(spec, 8);
      try (Network network = Fixtures.network(spec, 0, parameters)) {
        ModelFile.save(network, arms.resolve("cutout/model.zip"));
      }
      assertThat(weights.parameters(spec, 1)).isEqualTo(parameters);
      assertThat(weights.preprocessing()).isEqualTo(Preprocessing.IMAGENET_MEAN);
    }

    @Test
    void unfinishedArmIsNamed() {
      assertThatThrownBy(() -> weights.parameters(SPEC, 1))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("weights: run 'runs/first' has no finished arm 'cutout'")
          .hasMessageContaining(folder.resolve("runs/first/arms/cutout/model.zip").toString());
    }

    @Test
    void modelsOfOthersInItsPlaceAreRefused() throws IOException {
      Path model = folder.resolve("runs/first/arms/cutout/model.zip");
      Files.createDirectories(model.getParent());
      ComputationGraph graph = Network.standard(SPEC, 0);
      ModelSerializer.writeModel(graph, model.toFile(), false);
      assertThatThrownBy(weights::preprocessing)
          .isInstanceOf(UserError.class)
          .hasMessage("weights: " + model + " was not saved by Blindspot");
    }
  }

  private FirstWeights weights(WeightSource source) {
    return new FirstWeights(Architecture.VGG16, source, folder, Progress.NONE);
  }

  private static INDArray part(INDArray parameters, long from, long to) {
    return parameters.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).dup();
  }

  private static INDArray save(ModelSpec spec, Path file) throws IOException {
    INDArray parameters = Fixtures.parameters(spec, 6);
    try (Network network = Fixtures.network(spec, 0, parameters)) {
      ModelFile.save(network, file);
    }
    return parameters;
  }
}
