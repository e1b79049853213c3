package dev.blindspot.explain.network;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Checks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The inside of a DL4J graph.
 *
 * @param graph the network
 * @param scaling what is done to pixels first
 * @param gradient of the same network; it computes features where the channel is last
 */
public record GraphFeatures(
    ComputationGraph graph, InputScaling scaling, Supplier<ScoreGradient> gradient)
    implements FeatureReader {

  public GraphFeatures {
    Objects.requireNonNull(graph, "graph must not be null");
    Objects.requireNonNull(scaling, "scaling must not be null");
    Objects.requireNonNull(gradient, "gradient must not be null");
  }

  @Override
  public String lastFeatures() {
    return new GraphLayers(graph).lastFeatures();
  }

  @Override
  public GapHead gapHead() {
    return GapHead.of(graph);
  }

  @Override
  public INDArray features(String layer, INDArray images) {
    List<String> order = GraphLayers.order(graph);
    Checks.require(order.contains(layer), "layer must be one of %s, was '%s'", order, layer);
    try (INDArray scaled = scaling.apply(images)) {
      INDArray features =
          GraphLayout.of(graph) == CNN2DFormat.NHWC
              ? gradient.get().activation(layer, scaled)
              : Objects.requireNonNull(
                  graph
                      .feedForward(new INDArray[] {scaled}, order.indexOf(layer), false, true)
                      .get(layer),
                  layer);
      Checks.require(
          features.rank() == 4,
          "layer must be a map with places, [N,C,H,W]; '%s' puts out %s",
          layer,
          Arrays.toString(features.shape()));
      return features;
    }
  }
}
