package dev.blindspot.train.model;

import dev.blindspot.train.error.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;

/** Copies weights between graphs whose layers bear different names but stand in the same order. */
final class LayerCopy {
  private LayerCopy() {}

  /** Copies convolutions and normalisations in their order, and the dense layer where it fits. */
  static void copy(ComputationGraph from, ComputationGraph to, String name) {
    try {
      Pairs convolutions = Pairs.of(ConvolutionLayer.class, from, to);
      Pairs normalisations = Pairs.of(BatchNormalization.class, from, to);
      convolutions.requireSameNumber(name, "convolutions");
      normalisations.requireSameNumber(name, "batch normalisations (model.batchNorm)");
      convolutions.copy(name);
      normalisations.copy(name);
      Layer head = to.getLayer(NetworkConfiguration.OUTPUT);
      Layer[] all = from.getLayers();
      Layer last = unwrapped(all[all.length - 1]);
      if (sameShapes(last, head)) {
        assign(last, head);
      }
    } finally {
      from.close();
    }
  }

  /** Layers of a type, in the order of their graphs. */
  private record Pairs(List<Layer> from, List<Layer> to) {
    static Pairs of(Class<? extends Layer> type, ComputationGraph from, ComputationGraph to) {
      return new Pairs(layers(from, type), layers(to, type));
    }

    void requireSameNumber(String name, String what) {
      if (from.size() != to.size()) {
        throw new UserError(
            "weights: %s has %d %s, the network of this configuration has %d"
                .formatted(name, from.size(), what, to.size()));
      }
    }

    void copy(String name) {
      for (int i = 0; i < to.size(); i++) {
        if (!sameShapes(from.get(i), to.get(i))) {
          throw new UserError(
              "weights: layer '%s' of %s does not fit '%s' of this network (model.width?): %s, expected %s"
                  .formatted(
                      from.get(i).conf().getLayer().getLayerName(),
                      name,
                      to.get(i).conf().getLayer().getLayerName(),
                      shapes(from.get(i)),
                      shapes(to.get(i))));
        }
        assign(from.get(i), to.get(i));
      }
    }
  }

  private static List<Layer> layers(ComputationGraph graph, Class<? extends Layer> type) {
    return Arrays.stream(graph.getLayers())
        .map(LayerCopy::unwrapped)
        .filter(type::isInstance)
        .toList();
  }

  /**
   * The layer inside a frozen one: models that were fine-tuned with DL4J's TransferLearning hold
   * such.
   */
  private static Layer unwrapped(Layer layer) {
    return layer instanceof BaseWrapperLayer wrapper ? wrapper.getUnderlying() : layer;
  }

  private static boolean sameShapes(Layer a, Layer b) {
    return shapes(a).equals(shapes(b));
  }

  private static String shapes(Layer layer) {
    return layer.paramTable().entrySet().stream()
        .map(e -> e.getKey() + Arrays.toString(e.getValue().shape()))
        .collect(Collectors.joining(" "));
  }

  private static void assign(Layer from, Layer to) {
    to.paramTable().forEach((key, value) -> value.assign(from.paramTable().get(key)));
  }
}
