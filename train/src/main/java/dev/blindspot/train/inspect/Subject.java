package dev.blindspot.train.inspect;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.train.data.BadImageException;
import dev.blindspot.train.data.CueBox;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.PictureStore;
import dev.blindspot.train.random.SampleRandom;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A picture whose maps are looked at.
 *
 * @param id its name
 * @param picture its pixels at the network's size
 * @param target the class whose evidence is looked for: the true one, where it is known
 * @param cues regions with a known meaning by name, in the picture's pixels
 */
public record Subject(String id, Picture picture, int target, Map<String, List<Region>> cues)
    implements Serializable {

  /** Cues that are no part of the object: a sound classifier ignores them. */
  static final Set<String> SHORTCUTS = Set.of("watermark", "background");

  /**
   * Chooses pictures, as many of each class as there are, in an order that depends on the seed
   * alone; pictures that carry a planted cue come first.
   */
  public static List<Subject> choose(
      List<ManifestRow> rows, int classes, int count, PictureStore pictures, long seed) {
    List<List<ManifestRow>> byClass = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      int label = c;
      byClass.add(rows.stream().filter(r -> r.label() == label).sorted(order(seed)).toList());
    }
    List<Subject> chosen = new ArrayList<>();
    for (int i = 0; chosen.size() < count && i < rows.size(); i++) {
      for (int c = classes - 1; c >= 0 && chosen.size() < count; c--) {
        if (i < byClass.get(c).size()) {
          chosen.add(of(byClass.get(c).get(i), pictures));
        }
      }
    }
    return chosen;
  }

  /** A random sample of any classes, which depends on the seed alone. */
  public static List<Subject> sample(
      List<ManifestRow> rows, int count, PictureStore pictures, long seed) {
    return rows.stream().sorted(random(seed)).limit(count).map(row -> of(row, pictures)).toList();
  }

  /** Where the object is; null if nobody said so. */
  @Nullable List<Region> objects() {
    List<Region> objects = new ArrayList<>();
    cues.forEach(
        (name, regions) -> {
          if (!SHORTCUTS.contains(name)) {
            objects.addAll(regions);
          }
        });
    return objects.isEmpty() ? null : objects;
  }

  private static Comparator<ManifestRow> order(long seed) {
    return Comparator.<ManifestRow>comparingInt(
            row -> row.boxes().stream().anyMatch(box -> SHORTCUTS.contains(box.name())) ? 0 : 1)
        .thenComparing(random(seed));
  }

  private static Comparator<ManifestRow> random(long seed) {
    return Comparator.<ManifestRow>comparingLong(row -> SampleRandom.key(seed, row.id()))
        .thenComparing(ManifestRow::id);
  }

  private static Subject of(ManifestRow row, PictureStore pictures) {
    Map<String, List<Region>> cues = new LinkedHashMap<>();
    try {
      for (CueBox box : pictures.reader().placedBoxes(row)) {
        cues.computeIfAbsent(box.name(), name -> new ArrayList<>())
            .add(new Region(box.x(), box.y(), box.width(), box.height()));
      }
    } catch (BadImageException e) {
      throw new IllegalStateException(row.path() + " could be read before: " + e.getMessage(), e);
    }
    return new Subject(row.id(), pictures.get(row), row.label(), cues);
  }
}
