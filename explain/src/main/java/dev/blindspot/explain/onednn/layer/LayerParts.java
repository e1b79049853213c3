package dev.blindspot.explain.onednn.layer;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What DL4J expects a layer's configuration to give to the layer that it makes. */
public final class LayerParts {
  private LayerParts() {}

  /**
   * Gives a new layer its place and its parameters.
   *
   * @param parameters the layer's view of the network's flat vector of parameters
   * @param table views of {@code parameters} by name
   */
  public static Layer connect(
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

  /** Copies what all layers have: name, dropout and constraints. */
  static void copyCommon(
      org.deeplearning4j.nn.conf.layers.Layer from, org.deeplearning4j.nn.conf.layers.Layer to) {
    to.setLayerName(from.getLayerName());
    to.setIDropout(from.getIDropout());
    to.setConstraints(from.getConstraints());
  }

  /** Copies what all layers with parameters have. */
  static void copy(
      org.deeplearning4j.nn.conf.layers.BaseLayer from,
      org.deeplearning4j.nn.conf.layers.BaseLayer to) {
    copyCommon(from, to);
    to.setActivationFn(from.getActivationFn());
    to.setWeightInitFn(from.getWeightInitFn());
    to.setBiasInit(from.getBiasInit());
    to.setGainInit(from.getGainInit());
    to.setRegularization(from.getRegularization());
    to.setRegularizationBias(from.getRegularizationBias());
    to.setIUpdater(from.getIUpdater());
    to.setBiasUpdater(from.getBiasUpdater());
    to.setWeightNoise(from.getWeightNoise());
    to.setGradientNormalization(from.getGradientNormalization());
    to.setGradientNormalizationThreshold(from.getGradientNormalizationThreshold());
  }
}
