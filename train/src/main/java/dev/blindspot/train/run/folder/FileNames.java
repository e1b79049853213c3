package dev.blindspot.train.run.folder;

import dev.blindspot.train.config.MapMethod;
import java.util.Locale;

/** Names of image files, made of names in the data that may hold anything. */
public final class FileNames {
  private FileNames() {}

  /** {@code 03-name.png} for the third image. */
  public static String numbered(int index, String id) {
    String safe = id.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("\\.[A-Za-z]{3,4}$", "");
    return "%02d-%s.png".formatted(index + 1, safe);
  }

  public static String overview(MapMethod method) {
    return "overview-" + method.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png";
  }
}
