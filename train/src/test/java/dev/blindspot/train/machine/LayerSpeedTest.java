package dev.blindspot.train.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.engine.LayerTimes;
import dev.blindspot.explain.onednn.graph.StepTime;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LayerSpeedTest {

  @Test
  void measuresEveryLayerOfVgg16() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
    LayerSpeed.Result result = new LayerSpeed(32, 2, 2).vgg16(0.25);
    LayerTimes times = Objects.requireNonNull(result.times());
    assertThat(times.layers())
        .extracting(StepTime::operation)
        .filteredOn(name -> name.startsWith("convolution 3x3"))
        .hasSize(13);
    assertThat(times.multiplicationsPerImage()).isEqualTo(vgg16(32, 4));
    assertThat(result.rounds()).isEqualTo(2);
    assertThat(result.conditions())
        .containsEntry("model", "VGG16, width 0.25, no batch normalisation")
        .containsEntry("input", 32)
        .containsEntry("batch", 2)
        .containsKey("cpu");
  }

  /** Its thirteen convolutions of 3 x 3, and a dense layer of two classes. */
  private static long vgg16(int size, int divisor) {
    int[][] blocks = {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};
    long work = 0;
    int channels = 3;
    int side = size;
    for (int[] block : blocks) {
      for (int filters : block) {
        work += 9L * side * side * channels * filters / divisor;
        channels = filters / divisor;
      }
      side /= 2;
    }
    return work + 2L * channels;
  }
}
