package dev.blindspot.train.inspect;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.AverageDrop;
import dev.blindspot.explain.measure.DeletionInsertion;
import dev.blindspot.explain.measure.Road;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.explain.occlusion.Scorer;
import java.io.Serializable;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How faithful one map of one image is to its network.
 *
 * @param deletion area under the deletion curve
 * @param insertion area under the insertion curve
 * @param averageDrop share of the score that is lost when only the map's places are kept
 * @param averageIncrease 1 if the score rises then, else 0
 * @param road combined ROAD score
 */
public record Faithfulness(
    double deletion, double insertion, double averageDrop, double averageIncrease, double road)
    implements Serializable {
  private static final int STEPS = 16;
  private static final double BLUR_SHARE = 5.0 / 224; // of the image's side, as in RISE
  private static final List<Double> SHARES = List.of(0.1, 0.3, 0.5, 0.7, 0.9);
  private static final double NOISE = 2.55; // 0.01 of the range

  /**
   * Measures a map.
   *
   * @param scaling what the network does to pixels first
   * @param image {@code [3,H,W]}, 0..255
   * @param map at the image's size
   * @param fill what deleted pixels show
   */
  static Faithfulness of(
      Scorer scorer,
      InputScaling scaling,
      INDArray image,
      Attribution map,
      OcclusionFill fill,
      int batchSize) {
    double blur = Math.max(1, BLUR_SHARE * image.size(2));
    DeletionInsertion.Curves curves =
        new DeletionInsertion(STEPS, fill, new OcclusionFill.Blur(blur), batchSize)
            .measure(scorer, image, map);
    AverageDrop drop = AverageDrop.of(scorer, scaling, image, map);
    return new Faithfulness(
        curves.deletionArea().value(),
        curves.insertionArea().value(),
        drop.drop().value(),
        drop.increase().value(),
        new Road(SHARES, NOISE, 1, batchSize).measure(scorer, image, map).combined().value());
  }
}
