package dev.blindspot.train.data.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is in a manifest.
 *
 * @param classes names in label order
 * @param counts rows per part and class; a part that is absent from the map has no rows; the list
 *     of UNLABELLED has one entry, that of the other parts one per class
 * @param bad rows that were left out
 * @param duplicates groups of equal or nearly equal images
 */
public record ManifestSummary(
    List<String> classes,
    Map<Split, List<Integer>> counts,
    List<BadRow> bad,
    List<DuplicateGroup> duplicates) {
  /**
   * Images that are equal or nearly equal; all of them are in one part, unless the parts were
   * given.
   *
   * @param ids names of two or more images
   * @param labels their labels, each once
   */
  public record DuplicateGroup(List<String> ids, Set<Integer> labels) {
    /** One of the labels is wrong, or the images differ in what matters: a person has to look. */
    public boolean contradicts() {
      return labels.size() > 1;
    }
  }

  static ManifestSummary of(Manifest manifest) {
    return new ManifestSummary(
        manifest.classes(), counts(manifest), manifest.bad(), duplicates(manifest));
  }

  /** All usable rows. */
  public int rows() {
    return counts.values().stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
  }

  private static Map<Split, List<Integer>> counts(Manifest manifest) {
    Map<Split, List<Integer>> counts = new EnumMap<>(Split.class);
    for (ManifestRow row : manifest.rows()) {
      int entries = row.label() < 0 ? 1 : manifest.classes().size();
      List<Integer> perClass =
          counts.computeIfAbsent(
              row.split(), split -> new ArrayList<>(Collections.nCopies(entries, 0)));
      int at = Math.max(0, row.label());
      perClass.set(at, perClass.get(at) + 1);
    }
    return counts;
  }

  private static List<DuplicateGroup> duplicates(Manifest manifest) {
    Map<String, Integer> labels = new HashMap<>();
    manifest.rows().forEach(row -> labels.put(row.id(), row.label()));
    List<DuplicateGroup> groups = new ArrayList<>();
    for (List<String> ids : manifest.duplicates()) {
      Set<Integer> found = new TreeSet<>();
      ids.forEach(id -> found.add(labels.getOrDefault(id, -1)));
      groups.add(new DuplicateGroup(ids, found));
    }
    return groups;
  }
}
