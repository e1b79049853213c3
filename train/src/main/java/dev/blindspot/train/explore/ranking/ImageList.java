package dev.blindspot.train.explore.ranking;

import dev.blindspot.train.explore.image.Gallery;
import dev.blindspot.train.explore.ranking.CleanScores.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The gallery sorted and filtered. What the models have not scored yet passes no filter on it, and
 * comes last.
 */
public record ImageList(Gallery gallery, CleanScores scores, HiddenScores hidden) {

  /** The order of the images. */
  public enum Order {
    INDEX,
    NAME,
    /** By label, or where nobody said one, by what the first model says. */
    CLASS,
    /** The first model's least sure images first. */
    UNSURE,
    SURE,
    /** Those first in which two models' probabilities differ most. */
    DISAGREE,
    /** Those first that lose most when a square is hidden. */
    DROP,
    /** Those first that lose most when a place that the scan suspects is hidden. */
    SUSPECTS;

    private boolean hides() {
      return this == DROP || this == SUSPECTS;
    }
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
   * @param label of the images, or where nobody said one, what the first model says; {@link
   *     Gallery#NO_LABEL}: any
   * @param name that their names contain, in small or capital letters; empty: any
   */
  public record Filter(Order order, Show show, int label, String name) {}

  /**
   * The images that pass, in order.
   *
   * @param scored of how many images it is known what the order and the filter ask for
   */
  public record Found(List<Integer> images, int scored) {
    public Found {
      images = List.copyOf(images);
    }
  }

  /** The images that pass. */
  public Found find(Filter filter) {
    if (filter.order.hides()) {
      hidden.start();
    }
    int scored = filter.order.hides() ? hidden.done() : scores.done(); // at least so many are used
    String name = filter.name.toLowerCase(Locale.ROOT);
    List<Integer> images =
        IntStream.range(0, gallery.size())
            .filter(
                i -> filter.label == Gallery.NO_LABEL || classOf(i, scores.of(i)) == filter.label)
            .filter(i -> gallery.entry(i).name().toLowerCase(Locale.ROOT).contains(name))
            .filter(i -> passes(i, filter.show))
            .mapToObj(this::ranked)
            .sorted(comparator(filter.order))
            .map(Ranked::image)
            .toList();
    return new Found(images, scored);
  }

  private int classOf(int image, @Nullable Row row) {
    int label = gallery.entry(image).label();
    return label == Gallery.NO_LABEL && row != null ? row.predicted().get(0) : label;
  }

  private Ranked ranked(int image) {
    Row row = scores.of(image);
    return new Ranked(
        image, gallery.entry(image).name(), classOf(image, row), row, hidden.of(image));
  }

  /** What is known at one moment: a list cannot be sorted by what changes meanwhile. */
  private record Ranked(
      int image, String name, int label, @Nullable Row row, HiddenScores.@Nullable Row hidden) {
    int labelOrLast() {
      return label == Gallery.NO_LABEL ? Integer.MAX_VALUE : label;
    }

    double confidence(double unknown) {
      return row == null ? unknown : row.confidence().get(0);
    }

    double disagreement() {
      return row == null ? -1 : row.disagreement();
    }

    double drop() {
      return hidden == null ? -1 : hidden.drop();
    }

    double suspectDrop() {
      return hidden == null ? -1 : hidden.suspectDrop();
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
      case CLASS -> Comparator.comparingInt(Ranked::labelOrLast);
      case UNSURE -> Comparator.comparingDouble(ranked -> ranked.confidence(2));
      case SURE -> Comparator.comparingDouble(ranked -> -ranked.confidence(-1));
      case DISAGREE -> Comparator.comparingDouble(Ranked::disagreement).reversed();
      case DROP -> Comparator.comparingDouble(Ranked::drop).reversed();
      case SUSPECTS -> Comparator.comparingDouble(Ranked::suspectDrop).reversed();
    };
  }
}
