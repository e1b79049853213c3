package dev.blindspot.train.model;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import org.junit.jupiter.api.BeforeEach;

/** Layers by oneDNN's own primitives. */
class BlockedNetworkTest extends TrainingNetworkContract {

  @BeforeEach
  void needsTheLibrary() {
    assumeThat(OneDnnSupport.current().available())
        .as(OneDnnSupport.current().reason())
        .isTrue();
  }

  @Override
  LayerStyle style() {
    return LayerStyle.BLOCKED;
  }
}
