package dev.blindspot.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.engine.CompiledNetwork;
import dev.blindspot.explain.image.ChannelOrder;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.explain.occlusion.OcclusionSensitivity;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ImageClassifierTest {
  private static final InputScaling SCALING = InputScaling.symmetric(3);

  private final INDArray images = images();

  @Test
  void scoresAreThoseOfTheNetworkForScaledImages() {
    ComputationGraph graph = chain();
    try (ImageClassifier classifier = ImageClassifier.of(graph, SCALING)) {
      float[][] expected = graph.outputSingle(images.sub(127.5).div(127.5)).toFloatMatrix();
      float[][] scores = classifier.score(images).toFloatMatrix();
      for (int n = 0; n < 2; n++) {
        assertThat(scores[n]).containsExactly(expected[n], within(1e-5f));
        int best = scores[n][0] >= scores[n][1] ? 0 : 1;
        assertThat(classifier.predicted(images.slice(n))).isEqualTo(best);
      }
    }
  }

  @Test
  void occlusionRunsIncrementallyWhereTheNetworkCompilesAndSaysSo() {
    ComputationGraph graph = chain();
    try (ImageClassifier classifier = ImageClassifier.of(graph, SCALING)) {
      Occlusion occlusion =
          Occlusion.of(classifier).window(4).stride(2).fill(OcclusionFill.grey(9));
      assertThat(occlusion.engine().engine().name()).isEqualTo("incremental inference (exact)");
      assertThat(occlusion.engine())
          .hasToString(
              "incremental inference (exact): The network is one chain of layers that could be"
                  + " compiled.");
      Attribution expected =
          new OcclusionSensitivity(4, 2, OcclusionFill.grey(9), 8)
              .explain(batch -> graph.outputSingle(batch.sub(127.5).div(127.5)), images.slice(0), 1)
              .drop();
      Attribution map = occlusion.attribute(images.slice(0), 1);
      assertThat(map.values()).containsExactly(expected.values(), within(1e-5f));
      assertThat(map.flat()).isFalse();
      assertThat(occlusion.explain(images.slice(0), 1).engine())
          .isEqualTo("incremental inference (exact)");
    }
  }

  @Test
  void occlusionFallsBackToFullInferenceAndSaysWhy() {
    try (ImageClassifier classifier = ImageClassifier.of(withMaximum(), SCALING)) {
      Occlusion occlusion = Occlusion.of(classifier).window(4).batchSize(3);
      assertThat(occlusion.stridePx()).isEqualTo(2);
      assertThat(occlusion.engine().engine().name()).isEqualTo("full inference");
      assertThat(occlusion.engine().reason())
          .contains("Here 'larger' is an ElementWiseVertex of Max");
      List<Integer> done = new ArrayList<>();
      Attribution map =
          occlusion.listener((step, total) -> done.add(step)).attribute(images.slice(0), 0);
      assertThat(map.flat()).isFalse();
      assertThat(done).containsExactly(3, 6);
    }
  }

  @Test
  void anyScorerIsExplainedFromOutsideAndNotFromInside() {
    try (ImageClassifier classifier =
        ImageClassifier.of(
            batch -> batch.get(all(), point(0), point(0), all()).castTo(DataType.FLOAT), 3)) {
      assertThat(classifier.predicted(images.slice(0)))
          .isEqualTo(images.slice(0).slice(0).slice(0).argMax().getInt(0));
      assertThat(Occlusion.of(classifier).window(1).attribute(images.slice(0), 2).at(0, 2))
          .isEqualTo(images.getFloat(0, 0, 0, 2) - 127.5f);
      assertThat(Occlusion.of(classifier).engine().reason()).contains("known by its scores only");
      assertThatThrownBy(() -> GradCam.of(classifier))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Grad-CAM looks inside a network: make the classifier from");
      assertThatThrownBy(() -> ClassActivationMap.of(classifier))
          .hasMessageStartingWith("CAM looks inside a network");
    }
  }

  @Test
  void whatIsCompiledWronglyIsNotUsed() {
    ComputationGraph graph = chain();
    INDArray expected = graph.outputSingle(images.sub(127.5).div(127.5));
    for (InputScaling compiledWith : List.of(SCALING, InputScaling.unit(3))) {
      try (ImageClassifier classifier =
          ImageClassifier.builder(batch -> graph.outputSingle(batch.sub(127.5).div(127.5)), 3)
              .compiler(() -> CompiledNetwork.of(graph, compiledWith))
              .build()) {
        classifier.checkCompiled(images, 1e-4);
        boolean same = compiledWith.equals(SCALING);
        assertThat(classifier.occlusionEngine().engine().name())
            .isEqualTo(same ? "incremental inference (exact)" : "full inference");
        assertThat(classifier.occlusionEngine().reason())
            .startsWith(
                same ? "The network is one chain" : "The compiled network's probabilities differ");
        assertThat(classifier.score(images).distance2(expected)).isLessThan(1e-5);
      }
    }
  }

  @Test
  void withoutATargetThePredictedClassIsExplained() {
    try (ImageClassifier classifier = ImageClassifier.of(chain(), SCALING)) {
      List<AttributionMethod> methods =
          List.of(
              ClassActivationMap.of(classifier),
              GradCam.of(classifier),
              Saliency.of(classifier),
              Occlusion.of(classifier).window(4));
      for (AttributionMethod method : methods) {
        List<Attribution> maps = method.attributeAll(images);
        for (int n = 0; n < 2; n++) {
          int predicted = classifier.predicted(images.slice(n));
          assertThat(maps.get(n).targetClass()).isEqualTo(predicted);
          Attribution one = method.attribute(images.slice(n));
          assertThat(maps.get(n).values()).containsExactly(one.values(), within(1e-5f));
        }
        assertThatThrownBy(() -> method.attributeAll(images, 1))
            .hasMessage("targets must hold a class for each of 2 images, held 1");
        assertThatThrownBy(() -> method.attribute(Nd4j.zeros(1, 8, 6), 0))
            .hasMessage("images must have 3 channels, [N,3,H,W], were [1, 1, 8, 6]");
      }
    }
  }

  @Test
  void gradCamAtALayerByName() {
    try (ImageClassifier classifier = ImageClassifier.of(withPool(), SCALING)) {
      Attribution last = GradCam.of(classifier).attribute(images.slice(0), 1);
      Attribution first = GradCam.of(classifier).layer("a").attribute(images.slice(0), 1);
      assertThat(last.height()).isEqualTo(4);
      assertThat(first.height()).isEqualTo(8);
      assertThat(GradCam.of(classifier).layer("b").attribute(images.slice(0), 1)).isEqualTo(last);
      assertThatThrownBy(() -> GradCam.of(classifier).layer("c").attribute(images.slice(0), 1))
          .hasMessage("layer must be one of [in, a, pool, b, gap, out], was 'c'");
      assertThatThrownBy(() -> GradCam.of(classifier).layer("gap").attribute(images.slice(0), 1))
          .hasMessage("layer must be a map with places, [N,C,H,W]; 'gap' puts out [1, 5]");
    }
  }

  @Test
  void networksOfLayersAreExplainedToo() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(TinyNets.conv(3, 4))
                .layer(TinyNets.gap())
                .layer(TinyNets.softmax(2))
                .setInputType(InputType.convolutional(8, 6, 3))
                .build());
    network.init();
    float[] expected = network.output(images).toFloatMatrix()[0];
    try (ImageClassifier classifier = ImageClassifier.of(network, InputScaling.none(3))) {
      assertThat(classifier.score(images).toFloatMatrix()[0])
          .containsExactly(expected, within(1e-5f));
      assertThat(GradCam.of(classifier).attribute(images.slice(0), 0).height()).isEqualTo(6);
    }
    assertThat(network.output(images).toFloatMatrix()[0]).containsExactly(expected);
  }

  @Test
  void classesHaveNamesAndBufferedImagesTheOrderOfTheNetwork() {
    BufferedImage photo = new BufferedImage(6, 8, BufferedImage.TYPE_INT_RGB);
    photo.setRGB(2, 1, 0xFF8040);
    try (ImageClassifier classifier =
        ImageClassifier.builder(chain(), SCALING)
            .channelOrder(ChannelOrder.RGB)
            .classNames("car", "ambulance")
            .build()) {
      assertThat(classifier.target("ambulance")).isEqualTo(1);
      assertThatThrownBy(() -> classifier.target("bus"))
          .hasMessage("className must be one of [car, ambulance], was 'bus'");
      INDArray pixels = classifier.pixels(photo);
      assertThat(pixels.shape()).containsExactly(3, 8, 6);
      assertThat(pixels.getFloat(0, 1, 2)).isEqualTo(255);
      assertThat(pixels.getFloat(2, 1, 2)).isEqualTo(64);
      assertThat(Saliency.of(classifier).attribute(photo, 1))
          .isEqualTo(Saliency.of(classifier).attribute(pixels, 1));
      assertThat(Saliency.of(classifier).attribute(photo).targetClass())
          .isEqualTo(classifier.predicted(pixels));
    }
  }

  private static ComputationGraph chain() {
    return TinyNets.init(
        TinyNets.graph(3, 8, 6)
            .addLayer("a", TinyNets.conv(3, 4), "in")
            .addLayer("b", TinyNets.conv(3, 5), "a")
            .addLayer("gap", TinyNets.gap(), "b")
            .addLayer("out", TinyNets.softmax(2), "gap")
            .setOutputs("out"));
  }

  private static ComputationGraph withPool() {
    return TinyNets.init(
        TinyNets.graph(3, 8, 6)
            .addLayer("a", TinyNets.conv(3, 4), "in")
            .addLayer("pool", TinyNets.halve(), "a")
            .addLayer("b", TinyNets.conv(3, 5), "pool")
            .addLayer("gap", TinyNets.gap(), "b")
            .addLayer("out", TinyNets.softmax(2), "gap")
            .setOutputs("out"));
  }

  private static ComputationGraph withMaximum() {
    return TinyNets.init(
        TinyNets.graph(3, 8, 6)
            .addLayer("a", TinyNets.conv(3, 4), "in")
            .addLayer("b", TinyNets.conv(3, 4), "a")
            .addVertex("larger", new ElementWiseVertex(ElementWiseVertex.Op.Max), "a", "b")
            .addLayer("gap", TinyNets.gap(), "larger")
            .addLayer("out", TinyNets.softmax(2), "gap")
            .setOutputs("out"));
  }

  private static org.nd4j.linalg.indexing.INDArrayIndex all() {
    return org.nd4j.linalg.indexing.NDArrayIndex.all();
  }

  private static org.nd4j.linalg.indexing.INDArrayIndex point(int index) {
    return org.nd4j.linalg.indexing.NDArrayIndex.point(index);
  }

  private static INDArray images() {
    Nd4j.getRandom().setSeed(3);
    return Nd4j.rand(DataType.FLOAT, 2, 3, 8, 6).muli(255);
  }
}
