package dev.blindspot.train.model;

import dev.blindspot.train.model.backbone.LayerStyle;

/** Layers over ND4J's convolution in NHWC. */
class FusedNetworkTest extends TrainingNetworkContract {

  @Override
  LayerStyle style() {
    return LayerStyle.FUSED;
  }
}
