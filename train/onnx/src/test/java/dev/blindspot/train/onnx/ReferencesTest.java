package dev.blindspot.train.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.explain.ClassActivationMap;
import dev.blindspot.explain.GradCam;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.ImageClassifier.EngineChoice;
import dev.blindspot.explain.Occlusion;
import dev.blindspot.explain.Rise;
import dev.blindspot.explain.ScoreCam;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.FullInference;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.model.PixelScale;
import dev.blindspot.train.model.foreign.ForeignModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What PyTorch says of tiny networks of each family, recorded by make_references.py. */
class ReferencesTest {
  private static final float TOLERANCE = 1e-4f;
  private static final PixelScale TORCH = PixelScale.named("torch", null);

  @TempDir private Path folder;

  private static JsonNode reference(String name) throws IOException {
    try (InputStream in = ReferencesTest.class.getResourceAsStream("references.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(in)).path(name);
    }
  }

  private static float[] numbers(JsonNode array) {
    float[] numbers = new float[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) array.get(i).asDouble();
    }
    return numbers;
  }

  private ForeignModel load(String name) throws IOException {
    return ForeignModel.load(OnnxFiles.copy(name + ".onnx", folder), TORCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet-basic",
        "resnet-bottleneck",
        "vgg",
        "inception",
        "mobilenet-v2",
        "densenet",
        "efficientnet",
        "squeezenet",
        "vit"
      })
  void probabilitiesAreThoseOfPyTorch(String name) throws IOException {
    try (ForeignModel model = load(name)) {
      assertThat(model.classes(OnnxFiles.SIDE)).isEqualTo(5);
      assertThat(model.inputSize()).hasValue(OnnxFiles.SIDE);
      assertThat(model.score(OnnxFiles.image()).toFloatVector())
          .containsExactly(numbers(reference(name).path("probabilities")), within(TOLERANCE));
      INDArray twice = Nd4j.concat(0, OnnxFiles.image().mul(0.5), OnnxFiles.image());
      assertThat(model.score(twice).getRow(1).toFloatVector())
          .containsExactly(numbers(reference(name).path("probabilities")), within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ending-softmax, its softmax is inside",
    "ending-log-softmax, it puts out logarithms",
    "channels-last, it puts out logits",
  })
  void endingsAndLayoutsAreFoundOutAndSaid(String name, String note) throws IOException {
    try (ForeignModel model = load(name)) {
      assertThat(model.score(OnnxFiles.image()).toFloatVector())
          .containsExactly(
              numbers(reference("resnet-basic").path("probabilities")), within(TOLERANCE));
      assertThat(model.note())
          .contains(note, name.equals("channels-last") ? "NHWC" : "NCHW", "32 px", "ONNX of opset");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet-basic", "resnet-bottleneck", "inception", "mobilenet-v2", "densenet",
        "efficientnet", "squeezenet", "channels-last", "ending-softmax", "ending-log-softmax"
      })
  void classActivationMapsAreThoseOfPyTorch(String name) throws IOException {
    boolean same = name.startsWith("ending") || name.startsWith("channels");
    JsonNode expected = reference(same ? "resnet-basic" : name);
    try (ForeignModel model = load(name)) {
      Attribution map =
          ClassActivationMap.of(model.classifier())
              .attribute(OnnxFiles.image(), expected.path("class").asInt());
      JsonNode rows = expected.path("cam");
      assertThat(map.height()).isEqualTo(rows.size());
      for (int y = 0; y < map.height(); y++) {
        for (int x = 0; x < map.width(); x++) {
          assertThat(map.at(y, x))
              .isCloseTo((float) rows.get(y).get(x).asDouble(), within(TOLERANCE));
        }
      }
      assertThat(map.flat()).isFalse();
    }
  }

  /** Plain inference by the compiled graph is compared with PyTorch's above. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet-basic",
        "resnet-bottleneck",
        "vgg",
        "inception",
        "mobilenet-v2",
        "densenet",
        "efficientnet",
        "squeezenet",
        "channels-last",
        "ending-softmax",
        "ending-log-softmax"
      })
  void convolutionalNetworksAreCompiledAndWindowsScoredIncrementally(String name)
      throws IOException {
    assumeTrue(OneDnnSupport.current().available());
    int side = OnnxFiles.SIDE;
    float[] image = OnnxFiles.image().data().asFloat();
    float[] shown = new float[image.length];
    Arrays.fill(shown, 127.5f);
    WindowGrid grid = new WindowGrid(side, side, 7, 5);
    List<Window> windows = IntStream.range(0, grid.size()).mapToObj(grid::window).toList();
    try (ForeignModel model = load(name)) {
      assertThat(model.classes(side)).isEqualTo(5);
      EngineChoice choice = model.classifier().occlusionEngine();
      assertThat(choice.engine().name())
          .as(choice.reason())
          .isEqualTo("incremental inference (exact)");
      FullInference full = new FullInference(model.classifier(), 8);
      try (OcclusionEngine.Session fast = choice.engine().open(image, 3, side, side);
          OcclusionEngine.Session slow = full.open(image, 3, side, side)) {
        float[][] expected = slow.scores(windows, shown, ProgressListener.NONE);
        float[][] scores = fast.scores(windows, shown, ProgressListener.NONE);
        for (int i = 0; i < expected.length; i++) {
          assertThat(scores[i]).as("window %d", i).containsExactly(expected[i], within(1e-5f));
        }
      }
    }
  }

  @Test
  void whatIsNotCompiledIsRunByOnnxRuntimeAndSaysWhy() throws IOException {
    try (ForeignModel model = load("vit")) {
      EngineChoice choice = model.classifier().occlusionEngine();
      assertThat(choice.engine().name()).isEqualTo("full inference");
      assertThat(choice.reason()).contains("Here ");
    }
  }

  @Test
  void headsOfOtherKindsHaveNoClassActivationMap() throws IOException {
    try (ForeignModel model = load("vgg")) {
      assertThatThrownBy(() -> ClassActivationMap.of(model.classifier()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is made by Relu where global average pooling is needed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg", "resnet-basic"})
  void methodsWithoutGradientsWorkAndOthersAreRefused(String name) throws IOException {
    try (ForeignModel model = load(name)) {
      ImageClassifier classifier = model.classifier();
      int best = classifier.predicted(OnnxFiles.image());
      assertThat(Occlusion.of(classifier).attribute(OnnxFiles.image(), best).flat()).isFalse();
      assertThat(Rise.of(classifier).masks(20).attribute(OnnxFiles.image(), best).flat()).isFalse();
      assertThat(ScoreCam.of(classifier).attribute(OnnxFiles.image(), best).flat()).isFalse();
      assertThatThrownBy(() -> GradCam.of(classifier))
          .hasMessageStartingWith("Grad-CAM looks inside a network");
    }
  }
}
