package dev.blindspot.explain.network;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/**
 * Copies a network so that gradients of its logits can be taken: nothing is frozen (DL4J cuts
 * gradients there), there is no dropout and no weight noise, and the head is a plain dense layer
 * without softmax and loss. The copy is always in NCHW ({@link NchwTwin}).
 */
final class LogitGraph {
  private LogitGraph() {}

  static ComputationGraph copyOf(ComputationGraph graph, DenseHead head) {
    ComputationGraphConfiguration settings = GraphSettings.copyOf(graph);
    settings.getVertices().replaceAll((name, vertex) -> thawed(vertex));
    settings.getVertices().forEach((name, vertex) -> simplify(vertex));
    if (GraphLayout.of(graph) == CNN2DFormat.NHWC) {
      NchwTwin.convert(settings);
    }
    if (settings.getVertices().get(head.vertex()) instanceof LayerVertex vertex) {
      vertex.getLayerConf().setLayer(linear((FeedForwardLayer) vertex.getLayerConf().getLayer()));
    }
    ComputationGraph copy = new ComputationGraph(settings);
    copy.init(graph.params().dup(), false);
    copy.initGradientsView(); // layers write their weight gradients somewhere
    return copy;
  }

  private static GraphVertex thawed(GraphVertex vertex) {
    return vertex instanceof FrozenVertex frozen ? frozen.getUnderlying() : vertex;
  }

  private static void simplify(GraphVertex vertex) {
    if (vertex instanceof LayerVertex holder) {
      NeuralNetConfiguration settings = holder.getLayerConf();
      Layer layer = GraphLayers.thawed(settings.getLayer());
      layer.setIDropout(null);
      if (layer instanceof BaseLayer base) {
        base.setWeightNoise(null);
      }
      settings.setLayer(layer);
    }
  }

  private static DenseLayer linear(FeedForwardLayer layer) {
    boolean hasBias =
        layer instanceof DenseLayer dense ? dense.hasBias() : ((OutputLayer) layer).hasBias();
    DenseLayer linear =
        new DenseLayer.Builder()
            .nIn(layer.getNIn())
            .nOut(layer.getNOut())
            .hasBias(hasBias)
            .activation(Activation.IDENTITY)
            .build();
    linear.setLayerName(layer.getLayerName());
    return linear;
  }
}
