package dev.blindspot.train.evaluate.seeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a figure stands in the table of an arm: {@code curve[random,mean].accuracy[0.3]} has the
 * prefix {@code curve[random,mean].} and the place {@code 0.3}.
 *
 * @param prefix before the metric, with its dot
 * @param places behind the metric, in brackets; empty for none
 */
public record Key(String prefix, List<String> places) {
  /** Before any part. */
  public static final Key ROOT = new Key("", List.of());

  public Key {
    places = List.copyOf(places);
  }

  /** The same figures of a part. */
  public Key in(String part) {
    return new Key(prefix + part, places);
  }

  /** Of one of several parts; what tells it from the others goes where the prefix has %s. */
  Key in(String part, List<?> of) {
    List<String> words = of.stream().map(Key::text).toList();
    return part.contains("%s")
        ? in(part.formatted(String.join(",", words)))
        : in(part).at(words.toArray());
  }

  /** At a place of the part. */
  public Key at(Object... more) {
    List<String> all = new ArrayList<>(places);
    Stream.of(more).map(Key::text).forEach(all::add);
    return new Key(prefix, all);
  }

  private static String text(Object place) {
    return place instanceof Enum<?> constant ? word(constant) : place.toString();
  }

  /** The whole key of a metric. */
  public String of(String metric) {
    return prefix + metric + (places.isEmpty() ? "" : "[" + String.join(",", places) + "]");
  }

  /** GAUSSIAN_NOISE is "gaussian-noise". */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
