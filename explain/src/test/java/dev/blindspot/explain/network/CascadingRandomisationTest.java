package dev.blindspot.explain.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.explain.ClassActivationMap;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.TinyNets;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CascadingRandomisationTest {
  private final ComputationGraph graph =
      TinyNets.init(
          TinyNets.graph(3, 16, 16)
              .addLayer("one", TinyNets.conv(3, 8), "in")
              .addLayer("two", TinyNets.conv(3, 8), "one")
              .addLayer("gap", TinyNets.gap(), "two")
              .addLayer("out", TinyNets.softmax(2), "gap")
              .setOutputs("out"));
  private final INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, 16, 16);

  @Test
  void randomisesFromTheLogitsToThePixelsAndLeavesTheNetworkAlone() {
    INDArray before = graph.params().dup();
    List<String> told = new ArrayList<>();
    List<CascadingRandomisation.Step> steps =
        new CascadingRandomisation(graph, 1)
            .run(
                network ->
                    List.of(
                        ClassActivationMap.of(ImageClassifier.of(network, InputScaling.none(3)))
                            .attribute(image, 1)),
                (done, total) -> told.add(done + " of " + total))
            .get(0);
    assertThat(steps)
        .extracting(CascadingRandomisation.Step::layer)
        .containsExactly("out", "two", "one");
    assertThat(told).containsExactly("1 of 3", "2 of 3", "3 of 3");
    assertThat(steps.get(2).spearman().value()).isLessThan(0.9);
    assertThat(graph.params()).isEqualTo(before);
  }

  @Test
  void aMapThatShowsTheImageAloneSurvivesAndIsToldSo() {
    float[] grey = image.slice(0).slice(0).dup('c').data().asFloat();
    List<CascadingRandomisation.Step> steps =
        new CascadingRandomisation(graph, 1)
            .run(
                network -> List.of(new Attribution("edges", 1, 16, 16, grey)),
                ProgressListener.NONE)
            .get(0);
    assertThat(steps)
        .allSatisfy(
            step -> {
              assertThat(step.spearman().value()).isEqualTo(1);
              assertThat(step.ssim().value()).isEqualTo(1);
            });
  }

  @Test
  void deepNetworksAreRandomisedInSixteenStepsOfSeveralLayers() {
    List<Integer> layers = IntStream.range(0, 107).boxed().toList();
    List<List<Integer>> groups = CascadingRandomisation.groups(layers);
    assertThat(groups).hasSize(16).first().isEqualTo(List.of(0)); // the logits by themselves
    assertThat(groups.subList(1, 16)).extracting(List::size).containsOnly(7, 8);
    assertThat(groups.stream().flatMap(List::stream)).containsExactlyElementsOf(layers);
  }

  @Test
  void networksOfSixteenLayersOrLessAreRandomisedLayerByLayer() {
    for (int count = 0; count <= 16; count++) {
      List<Integer> layers = IntStream.range(0, count).boxed().toList();
      assertThat(CascadingRandomisation.groups(layers))
          .containsExactlyElementsOf(layers.stream().map(List::of).toList());
    }
  }
}
