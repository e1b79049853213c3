package dev.blindspot.train.data.source;

import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells a root of splits, each with the classes below, from a root of classes. */
final class SplitRoots {
  private static final Set<String> TRAIN = Set.of("train", "training");
  private static final Set<String> VALIDATION = Set.of("val", "valid", "validation", "dev");
  private static final Set<String> TEST = Set.of("test", "testing", "eval", "holdout");

  /** The folders in a folder. */
  interface Folders {
    List<String> in(Path folder) throws IOException;
  }

  private SplitRoots() {}

  /**
   * Refuses a root whose folders are all called as splits, or some of whose folders are and hold
   * the same folders.
   *
   * @param found the folders in it
   */
  static void refuse(String key, Path root, List<String> found, Folders folders)
      throws IOException {
    List<String> splits = found.stream().filter(name -> !setting(name).isEmpty()).toList();
    if (splits.size() < 2) {
      return;
    }
    Set<List<String>> below = new HashSet<>();
    for (String split : splits) {
      below.add(folders.in(root.resolve(split)));
    }
    boolean alike = below.size() == 1 && !below.contains(List.of());
    if (alike || splits.size() == found.size()) {
      throw new UserError(
          "%s: %s holds the splits %s%s. To keep them as they are, set data.source.folders.splits to {%s}. Or lay the images of all splits together, one folder per class: Blindspot then splits by itself and keeps near-duplicates on one side. If these are classes indeed, name them in data.source.folders.classes."
              .formatted(
                  key,
                  root,
                  splits,
                  alike ? ", each with the classes " + below.iterator().next() : "",
                  settings(splits)));
    }
  }

  private static String settings(List<String> splits) {
    List<String> settings = new ArrayList<>();
    for (String wanted : List.of("train", "validation", "test")) {
      splits.stream()
          .filter(split -> setting(split).equals(wanted))
          .findFirst()
          .ifPresent(split -> settings.add(wanted + ": " + split));
    }
    return String.join(", ", settings);
  }

  /** The setting that takes a folder of this name; empty for other names. */
  private static String setting(String folder) {
    String name = folder.toLowerCase(Locale.ROOT);
    if (TRAIN.contains(name)) {
      return "train";
    }
    return VALIDATION.contains(name) ? "validation" : TEST.contains(name) ? "test" : "";
  }
}
