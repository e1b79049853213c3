package dev.blindspot.explain;

import dev.blindspot.explain.engine.CompiledNetwork;
import dev.blindspot.explain.network.FeatureReader;
import dev.blindspot.explain.network.GapHead;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes what global average pooling reads from the compiled network, and the rest from the
 * framework's.
 *
 * @param own reads the framework's network
 * @param compiled the same network; ends in global average pooling
 */
record CompiledFeatures(FeatureReader own, CompiledNetwork compiled) implements FeatureReader {

  @Override
  public String lastFeatures() {
    return own.lastFeatures();
  }

  @Override
  public GapHead gapHead() {
    return own.gapHead();
  }

  @Override
  public INDArray features(String layer, INDArray images) {
    return layer.equals(gapHead().featureVertex())
        ? compiled.pooled(images)
        : own.features(layer, images);
  }
}
