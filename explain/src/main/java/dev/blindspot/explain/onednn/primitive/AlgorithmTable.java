package dev.blindspot.explain.onednn.primitive;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Which algorithm convolutions of each shape use: chosen once in a process, for all networks. Both
 * are exact up to float rounding, and their last bits differ: {@link #preset} repeats the choices
 * of another run.
 */
public final class AlgorithmTable {
  private static final Map<Entry, AlgorithmChoice> CHOICES = new ConcurrentHashMap<>();

  private AlgorithmTable() {}

  private record Entry(Direction direction, ConvolutionShape shape) {}

  /** All choices so far, by direction and size. */
  public static List<AlgorithmChoice> choices() {
    return CHOICES.values().stream()
        .sorted(
            Comparator.comparing(AlgorithmChoice::direction)
                .thenComparing(c -> -c.shape().multiplications())
                .thenComparing(c -> c.shape().toString()))
        .toList();
  }

  /** Takes over choices of another run on the same machine, in place of measuring. */
  public static void preset(List<AlgorithmChoice> choices) {
    choices.forEach(c -> CHOICES.put(new Entry(c.direction(), c.shape()), c));
  }

  static AlgorithmChoice get(
      Direction direction, ConvolutionShape shape, Supplier<AlgorithmChoice> measure) {
    Entry entry = new Entry(direction, shape);
    AlgorithmChoice known = CHOICES.get(entry);
    if (known == null) {
      known = measure.get();
      CHOICES.put(entry, known);
    }
    return known;
  }

  /** For tests: as if nothing had been computed yet. */
  static void clear() {
    CHOICES.clear();
  }
}
