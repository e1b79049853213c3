package dev.blindspot.train.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.model.ModelSpec;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.model.Preprocessing;
import dev.blindspot.train.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class OcclusionSpeedTest {

  @Test
  void measuresMapsComparesScoresAndTellsTheFloor() {
    assumeThat(Nd4j.getEnvironment().isCPU()).isTrue();
    List<Long> steps = new ArrayList<>();
    Progress progress = (name, total) -> (done, message) -> steps.add(done);
    try (OcclusionSpeed speed = new OcclusionSpeed(8, 4, network())) {
      OcclusionSpeed.Result result = speed.measure(2, progress);
      assertThat(result.windows()).isEqualTo(49);
      assertThat(result.engine()).startsWith("incremental");
      assertThat(result.maxDrop()).isPositive();
      assertThat(result.maxAbsDiff()).isLessThan(1e-5);
      assertThat(result.floor().multiplyAdds()).isPositive();
      assertThat(result.floorMsPerWindow()).isPositive();
      assertThat(result.floor().gflops() * result.floor().seconds() * 1e9)
          .isCloseTo(2.0 * result.floor().multiplyAdds(), withinPercentage(1e-6));
      assertThat(result.msPerWindow()).isPositive();
      assertThat(result.plainMsPerImage()).isPositive();
      assertThat(result.conditions()).containsKeys("cpu", "threads", "fill");
    }
    assertThat(steps).isSorted().endsWith(3L * 49);
  }

  private static Network network() {
    return Network.trainable(
        new ModelSpec(
            Architecture.VGG16,
            32,
            Resize.STRETCH,
            0.125,
            false,
            0,
            Preprocessing.SYMMETRIC,
            List.of("a", "b")),
        0,
        new LossMCXENT(),
        base -> base.seed(1).updater(new Sgd(0)));
  }
}
