package dev.blindspot.train.inspect;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An image whose maps are looked at.
 *
 * @param id its name
 * @param image its pixels at the network's size
 * @param target the class whose evidence is looked for: the true one, where it is known
 * @param boxes places with a known meaning, in the image's pixels
 */
public record Subject(String id, DecodedImage image, int target, List<CueBox> boxes)
    implements Serializable {
  public Subject {
    boxes = List.copyOf(boxes);
  }

  /**
   * Chooses images, as many of each class as there are, in an order that depends on the seed alone;
   * images that carry a planted cue come first.
   */
  public static List<Subject> choose(
      List<ManifestRow> rows, int classes, int count, ImageStore images, long seed) {
    List<List<ManifestRow>> byClass = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      int label = c;
      byClass.add(rows.stream().filter(r -> r.label() == label).sorted(order(seed)).toList());
    }
    List<Subject> chosen = new ArrayList<>();
    for (int i = 0; chosen.size() < count && i < rows.size(); i++) {
      for (int c = classes - 1; c >= 0 && chosen.size() < count; c--) {
        if (i < byClass.get(c).size()) {
          chosen.add(of(byClass.get(c).get(i), images));
        }
      }
    }
    return chosen;
  }

  /** A random sample of any classes, which depends on the seed alone. */
  public static List<Subject> sample(
      List<ManifestRow> rows, int count, ImageStore images, long seed) {
    return rows.stream().sorted(random(seed)).limit(count).map(row -> of(row, images)).toList();
  }

  /** Where the object is; null if nobody said so. */
  public @Nullable List<Region> objects() {
    List<Region> objects = regions(box -> !box.outsideObject());
    return objects.isEmpty() ? null : objects;
  }

  /** Where something of that name is; empty if nowhere. */
  public List<Region> regions(String name) {
    return regions(box -> box.name().equals(name));
  }

  /** Where boxes of a kind are. */
  public List<Region> regions(Predicate<CueBox> of) {
    return boxes.stream()
        .filter(of)
        .map(box -> new Region(box.x(), box.y(), box.width(), box.height()))
        .toList();
  }

  /** Names of the boxes, in their order. */
  public List<String> names() {
    return boxes.stream().map(CueBox::name).distinct().toList();
  }

  private static Comparator<ManifestRow> order(long seed) {
    return Comparator.<ManifestRow>comparingInt(
            row -> row.boxes().stream().anyMatch(CueBox::outsideObject) ? 0 : 1)
        .thenComparing(random(seed));
  }

  private static Comparator<ManifestRow> random(long seed) {
    return Comparator.<ManifestRow>comparingLong(row -> SampleRandom.key(seed, row.id()))
        .thenComparing(ManifestRow::id);
  }

  private static Subject of(ManifestRow row, ImageStore images) {
    try {
      List<CueBox> boxes = images.boxes(row);
      return new Subject(row.id(), images.get(row), row.label(), boxes);
    } catch (BadImageException e) {
      throw new IllegalStateException(row.path() + " could be read before: " + e.getMessage(), e);
    }
  }
}
