package dev.blindspot.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.ClassActivationMap;
import dev.blindspot.explain.GradCam;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.Occlusion;
import dev.blindspot.explain.Saliency;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.network.GapHead;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.config.WeightSource;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Saved models of every architecture: what explains them, and what starts from them. */
class ArchitectureFilesTest {
  private final Path file;
  private final Path folder;

  ArchitectureFilesTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("model.zip");
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void comeBackAsTheyWere(Architecture architecture) throws IOException {
    ModelSpec spec = ArchitecturesTest.spec(architecture);
    INDArray images = Fixtures.images(2, spec.inputSize(), 5);
    INDArray scores = save(spec).score(images);
    try (ModelFile.Loaded loaded = ModelFile.load(file);
        ScoringNetwork network = loaded.network()) {
      assertThat(loaded.spec()).isEqualTo(spec);
      assertThat(Fixtures.distance(network.score(images), scores)).isLessThan(1e-5);
    }
  }

  /** The mean of a class's map and its bias are its logit (Zhou et al. 2015, equation 2). */
  @ParameterizedTest
  @EnumSource(Architecture.class)
  void classActivationMapsAddUpToTheLogits(Architecture architecture) throws IOException {
    ModelSpec spec = ArchitecturesTest.spec(architecture);
    save(spec).close();
    INDArray image = Fixtures.images(1, spec.inputSize(), 6);
    try (ModelFile.Loaded loaded = ModelFile.load(file);
        ImageClassifier classifier = loaded.classifier()) {
      Attribution[] maps = new Attribution[2];
      double[] logits = new double[2];
      for (int k = 0; k < 2; k++) {
        maps[k] = ClassActivationMap.of(classifier).attribute(image, k);
        logits[k] = mean(maps[k]) + GapHead.of(loaded.graph()).bias().getDouble(k);
      }
      assertThat(maps[0].height())
          .isEqualTo(spec.backbone().side(architecture.stages(), spec.inputSize()));
      double p = 1 / (1 + Math.exp(logits[1] - logits[0]));
      assertThat(classifier.score(image).getDouble(0, 0)).isCloseTo(p, within(1e-4));

      // of a head like this one, Grad-CAM at the last maps is the same map by the number of places
      Attribution grad = GradCam.of(classifier).attribute(image, 1);
      double largest = 0;
      for (float value : maps[1].values()) {
        largest = Math.max(largest, Math.abs(value));
      }
      int places = grad.values().length;
      for (int i = 0; i < places; i++) {
        assertThat((double) grad.values()[i] * places)
            .isCloseTo(maps[1].values()[i], within(1e-3 * largest));
      }
    }
  }

  private static double mean(Attribution map) {
    double sum = 0;
    for (float value : map.values()) {
      sum += value;
    }
    return sum / map.values().length;
  }

  /** By whatever engine: scores with a window hidden are the network's. */
  @ParameterizedTest
  @EnumSource(
      value = Architecture.class,
      names = {"RESNET18", "MOBILENET_V2"})
  void occlusionAndSaliencyWork(Architecture architecture) throws IOException {
    ModelSpec spec = ArchitecturesTest.spec(architecture);
    save(spec).close();
    INDArray image = Fixtures.images(1, spec.inputSize(), 6);
    try (ModelFile.Loaded loaded = ModelFile.load(file);
        ImageClassifier classifier = loaded.classifier()) {
      Attribution map =
          Occlusion.of(classifier)
              .window(48)
              .stride(48)
              .fill(OcclusionFill.grey(90))
              .attribute(image, 1);
      double shown = classifier.score(image).getDouble(0, 1);
      double hidden = classifier.score(image.dup().assign(90)).getDouble(0, 1);
      assertThat(map.values()).hasSize(48 * 48).containsOnly(map.values()[0]);
      assertThat((double) map.values()[0]).isCloseTo(shown - hidden, within(1e-5));
      assertThat(shown - hidden).isNotCloseTo(0, within(1e-4));
      assertThat(Saliency.of(classifier).attribute(image, 1).values()[100]).isNotNegative();
    }
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void trainingStartsFromASavedModel(Architecture architecture) throws IOException {
    ModelSpec spec = ArchitecturesTest.spec(architecture);
    INDArray parameters;
    try (Network network = save(spec)) {
      parameters = network.parameters();
    }
    assertThat(zip(architecture).parameters(spec, 77)).isEqualTo(parameters);
  }

  @Test
  void modelsOfAnotherArchitectureAreRefused() throws IOException {
    save(ArchitecturesTest.spec(Architecture.RESNET18)).close();
    assertThatThrownBy(
            () ->
                zip(Architecture.MOBILENET_V2)
                    .parameters(ArchitecturesTest.spec(Architecture.MOBILENET_V2), 1))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "weights: %s holds the architecture resnet18, and model.architecture is mobilenet-v2"
                .formatted(file));
  }

  @ParameterizedTest
  @CsvSource({
    "RESNET18, Keras has no ResNet18",
    "RESNET50, Keras's ResNet50 is another network: where it halves its maps"
  })
  void kerasFilesOfOtherNetworksAreRefused(Architecture architecture, String message)
      throws IOException {
    Files.createFile(folder.resolve("weights.h5"));
    FirstWeights weights =
        new FirstWeights(architecture, new WeightSource.Keras("weights.h5"), folder, Progress.NONE);
    assertThatThrownBy(() -> weights.parameters(ArchitecturesTest.spec(architecture), 1))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("weights: " + message);
  }

  @Test
  void imagenetIsOfTwoArchitectures() {
    FirstWeights weights =
        new FirstWeights(Architecture.RESNET50, new WeightSource.Imagenet(), folder, Progress.NONE);
    assertThatThrownBy(() -> weights.parameters(ArchitecturesTest.spec(Architecture.RESNET50), 1))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "weights: imagenet is there for vgg16 and mobilenet-v2, and model.architecture is resnet50");
  }

  private FirstWeights zip(Architecture architecture) {
    return new FirstWeights(
        architecture, new WeightSource.Zip("model.zip", null), folder, Progress.NONE);
  }

  private Network save(ModelSpec spec) throws IOException {
    Network network = Fixtures.network(spec, 0, Fixtures.parameters(spec, 4));
    ModelFile.save(network, file);
    return network;
  }
}
