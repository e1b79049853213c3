package dev.blindspot.train.explore.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The constants of an enum as the words of requests: {@code GRAD_CAM} is {@code grad-cam}. */
public final class Choice {
  private Choice() {}

  /** The word of a constant. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The words of all constants. */
  public static <E extends Enum<E>> List<String> words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
  }

  /**
   * The constant of a word.
   *
   * @param name of the request's field
   * @throws RequestException if there is no such constant
   */
  public static <E extends Enum<E>> E of(Class<E> type, String name, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(known -> word(known).equals(word))
        .findFirst()
        .orElseThrow(
            () -> RequestException.bad("%s must be one of %s".formatted(name, words(type))));
  }
}
