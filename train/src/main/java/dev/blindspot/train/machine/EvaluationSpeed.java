package dev.blindspot.train.machine;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.explain.ClassActivationMap;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.robustness.Guide;
import dev.blindspot.train.evaluate.robustness.OcclusionRobustness;
import dev.blindspot.train.evaluate.robustness.RobustnessSuite;
import dev.blindspot.train.evaluate.robustness.RobustnessSuite.HeldOut;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.model.ScoringNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures what a full robustness evaluation costs beside the bare forward passes that it needs:
 * decoding, hiding, corrupting, maps and statistics. Rounds of both alternate, so that a machine
 * that slows down slows both.
 */
public final class EvaluationSpeed {
  private static final int IMAGES = 2;
  private static final int ROUNDS = 3;
  private static final List<Double> FRACTIONS = List.of(0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5);
  private static final Rgb GREY = new Rgb(127, 127, 127);

  private EvaluationSpeed() {}

  /** Clean, 6 fractions at 4 positions with 2 draws, and 12 corruptions at 5 severities. */
  private static RobustnessSuite suite(int batch) {
    return new RobustnessSuite(
        new OcclusionRobustness(
            List.of(Position.RANDOM, Position.CENTRE, Position.BORDER, Position.MOST_IMPORTANT),
            List.of(new Fill.PatchUniform()),
            FRACTIONS,
            2,
            1),
        List.of(Corruption.values()),
        List.of(1, 2, 3, 4, 5),
        1,
        batch);
  }

  /**
   * Measures VGG16 at full width, 224 pixels; the figure's time is that of the evaluation per
   * scored image, its conditions hold the ratio to the bare forward passes.
   */
  public static SpeedTest.Figure measure(int batch) {
    return measure(batch, IMAGES, ROUNDS);
  }

  static SpeedTest.Figure measure(int batch, int images, int rounds) {
    RobustnessSuite suite = suite(batch);
    HeldOut held = held(images);
    int rows = images * suite.conditions().size();
    List<Double> ratios = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    try (Network layers = SpeedTest.network(0);
        ScoringNetwork network = ScoringNetwork.of(layers);
        ImageClassifier classifier =
            ImageClassifier.of(layers.standard(), layers.spec().preprocessing().scaling())) {
      ClassActivationMap cam = ClassActivationMap.of(classifier);
      Guide guide =
          (image, label) -> {
            try (INDArray one = Batches.toArray(List.of(image))) {
              return cam.attribute(one, label);
            }
          };
      guide.map(held.images().get(0), 0);
      bare(network, batch, batch);
      for (int round = 0; round < rounds; round++) {
        double bare = seconds(() -> bare(network, rows, batch));
        double all =
            seconds(
                () ->
                    suite.measure(
                        network, held, guide, new BytePainter(GREY), ProgressListener.NONE));
        ratios.add(all / bare);
        times.add(1000 * all / rows);
      }
    }
    Map<String, Object> conditions = new LinkedHashMap<>(SpeedTest.conditions());
    conditions.put("pictures", images);
    conditions.put("conditions_per_picture", suite.conditions().size());
    conditions.put("cost_ratio", Timing.median(ratios));
    return new SpeedTest.Figure("evaluate", "all", batch, Timing.median(times), rounds, conditions);
  }

  private static void bare(ScoringNetwork network, int rows, int batch) {
    for (int from = 0; from < rows; from += batch) {
      int n = Math.min(batch, rows - from);
      try (INDArray images =
          Nd4j.valueArrayOf(
              new long[] {n, 3, SpeedTest.SIZE, SpeedTest.SIZE}, 90, DataType.FLOAT)) {
        network.score(images).close();
      }
    }
  }

  private static HeldOut held(int count) {
    List<DecodedImage> images = SpeedTest.decoding(count);
    return new HeldOut(images, new int[count], Collections.nCopies(count, List.of()), List.of());
  }

  private static double seconds(Runnable work) {
    long before = System.nanoTime();
    work.run();
    return (System.nanoTime() - before) / 1e9;
  }
}
