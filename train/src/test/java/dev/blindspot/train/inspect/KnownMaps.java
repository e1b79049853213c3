package dev.blindspot.train.inspect;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.MultiScaleResult;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.explain.occlusion.OcclusionResult;
import dev.blindspot.explain.occlusion.OcclusionSensitivity;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Maps of a classifier that is known to look at one square, upper left, and nowhere else. */
public final class KnownMaps {
  public static final int SIZE = 32;
  public static final int SQUARE = 8;

  private KnownMaps() {}

  /** {@code p(1) = 0.9} times the brightness of the square. */
  public static final Scorer LOOKS_AT_THE_SQUARE =
      batch -> {
        INDArray square =
            batch.get(
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.interval(0, SQUARE),
                NDArrayIndex.interval(0, SQUARE));
        INDArray positive = square.mean(1, 2, 3).mul(0.9 / 255).reshape(batch.size(0), 1);
        return Nd4j.concat(1, positive.rsub(1), positive);
      };

  /** A white image with some boxes. */
  static Subject white(String id, int target, CueBox... boxes) {
    byte[] bgr = new byte[3 * SIZE * SIZE];
    Arrays.fill(bgr, (byte) 255);
    return new Subject(id, new DecodedImage(SIZE, SIZE, bgr), target, List.of(boxes));
  }

  /** What the classifier's maps of an image are; windows do not overlap. */
  static ArmMaps of(Subject subject) {
    INDArray batch = Batches.toArray(List.of(subject.image()));
    OcclusionResult result =
        new OcclusionSensitivity(SQUARE, SQUARE, OcclusionFill.grey(0), 4)
            .explain(LOOKS_AT_THE_SQUARE, batch.slice(0), subject.target());
    float[] cam = new float[16];
    cam[0] = 1;
    return new ArmMaps(
        result.cleanScores(),
        new MultiScaleResult(List.of(result)),
        maps(result, new Attribution("CAM", subject.target(), 4, 4, cam)),
        Map.of());
  }

  /** Maps of a classifier that looks at nothing. */
  static ArmMaps flat(Subject subject) {
    INDArray batch = Batches.toArray(List.of(subject.image()));
    OcclusionResult result =
        new OcclusionSensitivity(SQUARE, SQUARE, OcclusionFill.grey(0), 4)
            .explain(
                images -> Nd4j.valueArrayOf(new long[] {images.size(0), 2}, 0.5f),
                batch.slice(0),
                subject.target());
    return new ArmMaps(
        result.cleanScores(),
        new MultiScaleResult(List.of(result)),
        maps(result, new Attribution("CAM", subject.target(), 4, 4, new float[16])),
        Map.of());
  }

  private static Map<MapMethod, Attribution> maps(OcclusionResult result, Attribution cam) {
    Map<MapMethod, Attribution> maps = new LinkedHashMap<>();
    maps.put(MapMethod.OCCLUSION, result.drop());
    maps.put(MapMethod.CAM, cam);
    return maps;
  }
}
