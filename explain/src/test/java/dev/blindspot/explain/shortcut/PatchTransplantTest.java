package dev.blindspot.explain.shortcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.FullInference;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.explain.occlusion.OcclusionResult;
import dev.blindspot.explain.occlusion.OcclusionSensitivity;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A classifier that looks at the upper left corner alone: bright means class 1. */
class PatchTransplantTest {
  private static final Scorer CORNER =
      batch -> {
        INDArray p =
            batch
                .get(
                    NDArrayIndex.all(),
                    NDArrayIndex.all(),
                    NDArrayIndex.interval(0, 4),
                    NDArrayIndex.interval(0, 4))
                .mean(1, 2, 3)
                .div(255)
                .reshape(batch.size(0), 1);
        return Nd4j.concat(1, p.rsub(1), p);
      };

  @Test
  void theCornerCarriesTheClassIntoOtherImages() {
    PatchTransplant.Outcome outcome =
        new PatchTransplant(new Region(0, 0, 4, 4), 1, 3)
            .run(CORNER, batch(image(255, 1), image(255, 2)), dark(5));
    assertThat(outcome.recipients()).isEqualTo(5);
    assertThat(outcome.pasted()).containsOnly(1);
    assertThat(outcome.control()).containsOnly(0);
    assertThat(outcome.turned()).isEqualTo(5);
    assertThat(outcome.turnedByControl()).isZero();
  }

  @Test
  void batchesDoNotChangeTheOutcome() {
    List<Integer> sizes = new ArrayList<>();
    Scorer counted =
        batch -> {
          sizes.add((int) batch.size(0));
          return CORNER.score(batch);
        };
    INDArray donors = batch(image(255, 1), image(100, 2));
    Region corner = new Region(0, 0, 4, 4);
    PatchTransplant.Outcome two = new PatchTransplant(corner, 1, 2).run(counted, donors, dark(5));
    PatchTransplant.Outcome all = new PatchTransplant(corner, 1, 16).run(counted, donors, dark(5));
    // never more than a batch at once: the five pasted, and controls
    assertThat(sizes).containsExactly(2, 2, 1, 2, 2, 1, 5, 5);
    assertThat(two.pasted()).containsExactly(all.pasted());
    assertThat(two.pasted()[1]).isCloseTo(100 / 255.0, within(1e-6));
    assertThat(two.turned()).isEqualTo(3);
  }

  @Test
  void anotherPlaceCarriesNothing() {
    INDArray recipients = dark(3);
    INDArray before = recipients.dup();
    PatchTransplant.Outcome outcome =
        new PatchTransplant(new Region(8, 8, 4, 4), 1, 16)
            .run(CORNER, batch(image(255, 1)), recipients);
    assertThat(outcome.pasted()).containsOnly(0);
    assertThat(outcome.turned()).isZero();
    assertThat(recipients).isEqualTo(before);
    assertThatThrownBy(
            () ->
                new PatchTransplant(new Region(0, 0, 4, 4), 1, 1).run(CORNER, recipients, dark(1)))
        .hasMessageStartingWith("donors must not be empty");
  }

  @Test
  void theScanFindsThisClassifierSCornerThroughRealOcclusion() {
    OcclusionSensitivity occlusion = new OcclusionSensitivity(4, 2, OcclusionFill.grey(0), 32);
    List<ScannedImage> scanned = new ArrayList<>();
    OcclusionResult last = null;
    for (int i = 0; i < 16; i++) {
      last =
          occlusion.explain(
              new FullInference(CORNER, 32),
              image(255, i),
              new int[] {0, 1},
              ProgressListener.NONE);
      scanned.add(ScannedImage.of("p" + i, last, 1, null));
    }
    ScanResult result =
        ShortcutScan.usual(0.05, 1).scan(Objects.requireNonNull(last).grid(), scanned);
    assertThat(result.suspects()).hasSize(1);
    assertThat(result.suspects().get(0).window()).isEqualTo(new Region(0, 0, 4, 4));
    assertThat(result.suspects().get(0).extent()).isEqualTo(new Region(0, 0, 6, 6));
  }

  private static INDArray dark(int count) {
    return batch(
        IntStream.range(0, count).mapToObj(i -> image(0, 10 + i)).toArray(INDArray[]::new));
  }

  private static INDArray batch(INDArray... images) {
    return Nd4j.stack(0, images);
  }

  /** Noise of 16 x 16 with a corner of one brightness. */
  private static INDArray image(float corner, long seed) {
    Random random = new Random(seed);
    float[] values = new float[3 * 16 * 16];
    for (int i = 0; i < values.length; i++) {
      boolean inside = i % 256 / 16 < 4 && i % 16 < 4;
      values[i] = inside ? corner : 255 * random.nextFloat();
    }
    return Nd4j.createFromArray(values).reshape(3, 16, 16);
  }
}
