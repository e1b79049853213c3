package dev.blindspot.train.explore.session;

import dev.blindspot.train.explore.session.CleanScores.Row;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The gallery sorted and filtered. What the models have not scored yet passes no filter on it. */
public record ImageList(Gallery gallery, CleanScores scores) {

  /** The order of the images. */
  public enum Order {
    INDEX,
    NAME,
    /** The first model's least sure images first. */
    UNSURE,
    SURE
  }

  /** Which images. */
  public enum Show {
    ALL,
    /** The first model's class is the label. */
    RIGHT,
    WRONG,
    /** Two models say different things. */
    DISAGREE
  }

  /**
   * What is wanted.
   *
   * @param label of the images; {@link Gallery#NO_LABEL}: any
   */
  public record Filter(Order order, Show show, int label) {}

  /** A word of a request as one of some choices. */
  public static <E extends Enum<E>> E choice(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                RequestException.bad(
                    "%s must be one of %s"
                        .formatted(
                            type.getSimpleName().toLowerCase(Locale.ROOT),
                            Arrays.stream(type.getEnumConstants())
                                .map(known -> known.name().toLowerCase(Locale.ROOT))
                                .toList())));
  }

  /** Indices of the images that pass, in order. */
  public List<Integer> find(Filter filter) {
    IntPredicate passes = image -> passes(image, filter.show);
    return IntStream.range(0, gallery.size())
        .filter(i -> filter.label == Gallery.NO_LABEL || gallery.entry(i).label() == filter.label)
        .filter(passes)
        .mapToObj(image -> new Ranked(image, gallery.entry(image).name(), scores.of(image)))
        .sorted(comparator(filter.order))
        .map(Ranked::image)
        .toList();
  }

  /** What is known at one moment: a list cannot be sorted by what changes meanwhile. */
  private record Ranked(int image, String name, @Nullable Row row) {
    double confidence(double unknown) {
      return row == null ? unknown : row.confidence().get(0);
    }
  }

  private boolean passes(int image, Show show) {
    if (show == Show.ALL) {
      return true;
    }
    Row row = scores.of(image);
    if (row == null) {
      return false;
    }
    if (show == Show.DISAGREE) {
      return row.disagree();
    }
    int label = gallery.entry(image).label();
    return label != Gallery.NO_LABEL && (row.predicted().get(0) == label) == (show == Show.RIGHT);
  }

  private static Comparator<Ranked> comparator(Order order) {
    return switch (order) {
      case INDEX -> Comparator.comparingInt(Ranked::image);
      case NAME -> Comparator.comparing(Ranked::name);
      case UNSURE -> Comparator.comparingDouble(ranked -> ranked.confidence(2));
      case SURE -> Comparator.comparingDouble(ranked -> -ranked.confidence(-1));
    };
  }
}
