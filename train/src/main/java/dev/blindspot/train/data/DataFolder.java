package dev.blindspot.train.data;

import dev.blindspot.train.config.UserError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Turns the paths of a configuration into paths of this machine. */
final class DataFolder {
  static final String PLACEHOLDER = "${blindspot.data}";
  static final String PROPERTY = "blindspot.data";
  static final String VARIABLE = "BLINDSPOT_DATA";

  private DataFolder() {}

  /**
   * The path that a setting names.
   *
   * @param text path with {@code /}, relative to the configuration's folder, in which the
   *     placeholder stands for the data folder
   * @param key the setting, for messages
   * @throws UserError when the data folder is needed and not set, or the text is no path
   */
  static Path resolve(String text, Path configFolder, String key) {
    try {
      String filled = text.contains(PLACEHOLDER) ? text.replace(PLACEHOLDER, root(key)) : text;
      return configFolder.resolve(filled).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new UserError("%s: '%s' is no path (%s).".formatted(key, text, e.getReason()), e);
    }
  }

  private static String root(String key) {
    String root = firstSet(System.getProperty(PROPERTY), System.getenv(VARIABLE));
    if (root == null) {
      throw new UserError(
          "%s: %s needs the folder of the data. Set the environment variable %s to it, for example"
                  .formatted(key, PLACEHOLDER, VARIABLE)
              + " export %s=$HOME/data/emergency-vehicles, or the Java property %s."
                  .formatted(VARIABLE, PROPERTY));
    }
    return Path.of(root).toAbsolutePath().toString();
  }

  private static @Nullable String firstSet(@Nullable String first, @Nullable String second) {
    if (first != null && !first.isBlank()) {
      return first;
    }
    return second != null && !second.isBlank() ? second : null;
  }
}
