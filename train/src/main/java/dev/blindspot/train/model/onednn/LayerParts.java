package dev.blindspot.train.model.onednn;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What DL4J expects a layer's configuration to give to the layer that it makes. */
final class LayerParts {
  private LayerParts() {}

  /**
   * Gives a new layer its place and its parameters.
   *
   * @param parameters the layer's view of the network's flat vector of parameters
   * @param table views of {@code parameters} by name
   */
  static Layer connect(
      BaseLayer<?> layer,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      Map<String, INDArray> table) {
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(table);
    return layer;
  }
}
