package dev.blindspot.explain.network;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Where a graph expects the channels of its images. */
public final class GraphLayout {
  private GraphLayout() {}

  /**
   * Found out from convolutions, pools and flattening layers, which say it each for itself; NCHW if
   * there is none.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  public static CNN2DFormat of(ComputationGraph graph) {
    GraphLayers layers = new GraphLayers(graph);
    String first = "";
    CNN2DFormat found = CNN2DFormat.NCHW;
    for (int index : graph.topologicalSortOrder()) {
      String name = graph.getVertices()[index].getVertexName();
      CNN2DFormat said = said(layers.layer(name), layers.preProcessor(name));
      if (said == null) {
        continue;
      }
      if (first.isEmpty()) {
        first = name;
        found = said;
      } else if (said != found) {
        throw new IllegalArgumentException(
            "The layers of a network must agree where the channels are; here '%s' says %s and '%s' says %s."
                .formatted(first, found, name, said));
      }
    }
    return found;
  }

  private static @Nullable CNN2DFormat said(
      @Nullable Layer layer, @Nullable InputPreProcessor before) {
    if (before instanceof CnnToFeedForwardPreProcessor flatten) {
      return Objects.requireNonNullElse(flatten.getFormat(), CNN2DFormat.NCHW);
    }
    if (layer instanceof ConvolutionLayer convolution) {
      return convolution.getCnn2dDataFormat();
    }
    return layer instanceof SubsamplingLayer pool ? pool.getCnn2dDataFormat() : null;
  }
}
