package dev.blindspot.train.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds files whose names are written in another Unicode normal form than they are asked for: macOS
 * takes "é" apart into two code points, tables and configurations mostly have one.
 */
final class NormalForms {
  private final Map<Path, Map<String, Path>> folders = new HashMap<>();

  /** The form that names are compared in, and that ids have. */
  static String composed(String name) {
    return Normalizer.normalize(name, Form.NFC);
  }

  /**
   * The file below a folder, by its name in any form; the path as asked for where there is none.
   */
  Path find(Path folder, Path relative) {
    Path found = folder;
    for (Path name : relative) {
      Path asked = found.resolve(name);
      found = Files.exists(asked, LinkOption.NOFOLLOW_LINKS) ? asked : other(found, name, asked);
    }
    return found;
  }

  private Path other(Path folder, Path name, Path asked) {
    String text = name.toString();
    if (text.chars().allMatch(c -> c < 128)) {
      return asked; // has one form only
    }
    return folders
        .computeIfAbsent(folder, NormalForms::byComposedName)
        .getOrDefault(composed(text), asked);
  }

  private static Map<String, Path> byComposedName(Path folder) {
    Map<String, Path> names = new HashMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.sorted().forEach(e -> names.putIfAbsent(composed(e.getFileName().toString()), e));
    } catch (IOException e) {
      return names; // the file is then reported as missing
    }
    return names;
  }
}
