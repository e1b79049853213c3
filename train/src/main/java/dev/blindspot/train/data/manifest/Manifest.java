package dev.blindspot.train.data.manifest;

import dev.blindspot.train.error.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The images of a run: every later step speaks in its rows.
 *
 * @param classes names in label order
 * @param rows usable images, sorted by id
 * @param bad rows that were left out
 * @param duplicates ids of images that are equal or nearly equal, one list of two or more per group
 */
public record Manifest(
    List<String> classes, List<ManifestRow> rows, List<BadRow> bad, List<List<String>> duplicates) {
  public Manifest {
    classes = List.copyOf(classes);
    rows = List.copyOf(rows);
    bad = List.copyOf(bad);
    duplicates = duplicates.stream().map(List::copyOf).toList();
    Set<String> ids = new HashSet<>();
    for (ManifestRow row : rows) {
      if (row.label() >= classes.size()) {
        throw new IllegalArgumentException(
            "rows must have labels below %d, %s has %d"
                .formatted(classes.size(), row.id(), row.label()));
      }
      if (!ids.add(row.id())) {
        throw new IllegalArgumentException("rows must have unique ids, two are " + row.id());
      }
    }
  }

  /** A manifest in which nobody looked for duplicates. */
  public Manifest(List<String> classes, List<ManifestRow> rows, List<BadRow> bad) {
    this(classes, rows, bad, List.of());
  }

  /** The rows of one part, in the manifest's order. */
  public List<ManifestRow> in(Split split) {
    return rows.stream().filter(row -> row.split() == split).toList();
  }

  /**
   * SHA-256 over classes and, sorted by id, every row's id, label, split and content: equal exactly
   * when two runs work on the same data.
   */
  public String hash() {
    ContentHash hash = new ContentHash();
    classes.forEach(hash::add);
    rows.stream()
        .map(row -> List.of(row.id(), "" + row.label(), row.split().text(), row.contentHash()))
        .sorted((a, b) -> a.get(0).compareTo(b.get(0)))
        .forEach(fields -> fields.forEach(hash::add));
    return hash.hex();
  }

  /**
   * Groups of duplicates whose images lie in more than one part, which only splits can have that
   * somebody gave: what is measured on such images was seen in training.
   */
  public List<List<String>> acrossSplits() {
    Map<String, Split> splits = new HashMap<>();
    rows.forEach(row -> splits.put(row.id(), row.split()));
    return duplicates.stream()
        .filter(ids -> ids.stream().map(splits::get).distinct().count() > 1)
        .toList();
  }

  /** Counts, for {@code data check} and the report. */
  public ManifestSummary summary() {
    return ManifestSummary.of(this);
  }

  /**
   * The same manifest if every class has an image to train on.
   *
   * @throws UserError otherwise
   */
  public Manifest requireTrainable() {
    List<ManifestRow> training = in(Split.TRAIN);
    if (training.isEmpty()) {
      throw new UserError(
          "The data has no labelled image to train on: %d rows, none with a label. Does the table have"
                  .formatted(rows.size())
              + " the column that data.source.labelColumn names?");
    }
    for (int label = 0; label < classes.size(); label++) {
      int wanted = label;
      if (training.stream().noneMatch(row -> row.label() == wanted)) {
        throw new UserError(
            "Class '%s' has no image to train on. Add images of it, or take it out of data.source."
                .formatted(classes.get(label)));
      }
    }
    return this;
  }

  /**
   * This manifest with the parts of a saved run, for continuing it.
   *
   * @param saved rows as {@link SplitFile#read} returns them
   * @throws UserError when images were added, removed, changed or relabelled since
   */
  public Manifest withSplitsOf(Collection<ManifestRow> saved) {
    Map<String, ManifestRow> before = new HashMap<>();
    saved.forEach(row -> before.put(row.id(), row));
    List<ManifestRow> result = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (ManifestRow row : rows) {
      ManifestRow old = before.remove(row.id());
      if (old == null) {
        differences.add(row.id() + " is new");
      } else if (old.label() != row.label()) {
        differences.add(row.id() + " has another label");
      } else if (!old.contentHash().equals(row.contentHash())) {
        differences.add(row.id() + " has another content");
      } else {
        result.add(row.in(old.split()));
      }
    }
    before.keySet().stream().sorted().forEach(id -> differences.add(id + " is gone"));
    if (!differences.isEmpty()) {
      throw new UserError(
          "The data has changed since the run began (%d differences): %s. Restore it, or start a new run."
              .formatted(
                  differences.size(),
                  String.join("; ", differences.subList(0, Math.min(10, differences.size())))));
    }
    return new Manifest(classes, result, bad, duplicates);
  }
}
