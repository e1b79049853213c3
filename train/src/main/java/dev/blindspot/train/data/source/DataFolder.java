package dev.blindspot.train.data.source;

import dev.blindspot.train.config.binding.Addresses;
import dev.blindspot.train.data.manifest.Location;
import dev.blindspot.train.error.UserError;
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
   * @param text path with {@code /}, or an address, which is copied here first; relative to the
   *     configuration's folder, in which the placeholder stands for the data folder
   * @param key the setting, for messages
   * @throws UserError when the data folder is needed and not set, or the text is not a path
   */
  static Path resolve(String text, Path configFolder, String key) {
    String set = firstSet(System.getProperty(PROPERTY), System.getenv(VARIABLE));
    return resolve(text, configFolder, key, set);
  }

  /** The same for a given data folder, absent when none is set. */
  static Path resolve(String text, Path configFolder, String key, @Nullable String dataFolder) {
    try {
      String filled =
          text.contains(PLACEHOLDER) ? text.replace(PLACEHOLDER, root(key, dataFolder)) : text;
      if (Addresses.isAddress(filled)) {
        return Location.here(filled, key);
      }
      return configFolder.resolve(filled).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new UserError("%s: '%s' is not a path (%s).".formatted(key, text, e.getReason()), e);
    }
  }

  private static String root(String key, @Nullable String dataFolder) {
    if (dataFolder == null) {
      throw new UserError(
          "%s: %s needs the folder of the data. Set the environment variable %s to it, for example"
                  .formatted(key, PLACEHOLDER, VARIABLE)
              + " export %s=$HOME/data/emergency-vehicles, or the Java property %s."
                  .formatted(VARIABLE, PROPERTY));
    }
    return Addresses.isAddress(dataFolder)
        ? dataFolder
        : Path.of(dataFolder).toAbsolutePath().toString();
  }

  private static @Nullable String firstSet(@Nullable String first, @Nullable String second) {
    if (first != null && !first.isBlank()) {
      return first;
    }
    return second != null && !second.isBlank() ? second : null;
  }
}
