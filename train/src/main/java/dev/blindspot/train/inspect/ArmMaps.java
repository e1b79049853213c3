package dev.blindspot.train.inspect;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.MultiScaleResult;
import dev.blindspot.train.config.MapMethod;
import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One arm's maps of one image, for one class.
 *
 * @param probabilities of all classes, for the whole image
 * @param occlusion scores of every window position; null if occlusion was not asked for
 * @param maps by method, each at its own resolution, signed where the method is
 * @param faithfulness by method; empty if it was not measured
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record ArmMaps(
    float[] probabilities,
    @Nullable MultiScaleResult occlusion,
    Map<MapMethod, Attribution> maps,
    Map<MapMethod, Faithfulness> faithfulness)
    implements Serializable {

  public ArmMaps {
    maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
    faithfulness = Collections.unmodifiableMap(new LinkedHashMap<>(faithfulness));
  }

  /** A map at its own resolution. */
  public Attribution map(MapMethod method) {
    return Objects.requireNonNull(maps.get(method), method::shortName);
  }

  /** The classes with the highest probabilities, the highest first. */
  public int[] top(int count) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer k) -> -probabilities[k]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The class with the highest probability. */
  public int predicted() {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return best;
  }
}
