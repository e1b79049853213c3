package dev.blindspot.train.data.format;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What desktops, archives and storage boxes leave behind in folders of images. */
public final class Leftovers {
  private static final Set<String> NAMES =
      Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "@eadir", "__macosx", "$recycle.bin");

  private Leftovers() {}

  /** Whether a file or a folder above it is hidden or a leftover, by its name. */
  public static boolean is(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.startsWith(".") || NAMES.contains(name.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
