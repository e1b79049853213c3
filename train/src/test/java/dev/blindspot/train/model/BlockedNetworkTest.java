package dev.blindspot.train.model;

import static dev.blindspot.train.model.Fixtures.distance;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.model.backbone.LayerStyle;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** Layers by oneDNN's own primitives. */
class BlockedNetworkTest extends TrainingNetworkContract {
  private static final int BATCH = 8;

  @BeforeEach
  void needsTheLibrary() {
    assumeThat(OneDnnSupport.current().available()).as(OneDnnSupport.current().reason()).isTrue();
  }

  @Override
  LayerStyle style() {
    return LayerStyle.BLOCKED;
  }

  /**
   * At these sizes Winograd computes most layers, in all three directions; the fused layers never
   * use it. Gradients agree to float rounding (2e-6) from the output down to the first place where
   * one value of a ReLU or one maximum falls on the other side, which alone makes 1e-4 to 3e-2 of
   * all gradients below it, as 1e-6 of noise in the image or another number of threads does too.
   */
  @ParameterizedTest
  @CsvSource({"0.25, 64, false", "0.25, 64, true", "1, 48, false"})
  void winogradGradientsAreThoseOfDirectConvolution(double width, int size, boolean batchNorm) {
    ModelSpec spec =
        new ModelSpec(
            Architecture.VGG16,
            size,
            Resize.STRETCH,
            width,
            batchNorm,
            0,
            Preprocessing.SYMMETRIC,
            Fixtures.CLASSES);
    INDArray parameters = Fixtures.parameters(spec, 3);
    Map<String, INDArray> expected = gradients(spec, parameters, size, LayerStyle.FUSED);
    Map<String, INDArray> actual = gradients(spec, parameters, size, LayerStyle.BLOCKED);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, gradient) -> {
          assertThat(gradient.norm2Number().doubleValue()).as(name).isPositive();
          double limit = name.startsWith("predictions") ? 1e-5 : 5e-2;
          assertThat(distance(requireNonNull(actual.get(name)), gradient))
              .as(name)
              .isLessThan(limit);
        });
  }

  private static Map<String, INDArray> gradients(
      ModelSpec spec, INDArray parameters, int size, LayerStyle style) {
    INDArray images = Fixtures.images(BATCH, size, 5);
    try (Network network =
        Fixtures.network(spec, 0, parameters, base -> base.updater(new Sgd(1e-3)), style)) {
      return gradients(network.trainable(), network.features(images), Fixtures.labels(BATCH));
    }
  }
}
