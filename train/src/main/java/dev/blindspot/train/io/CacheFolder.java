package dev.blindspot.train.io;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where files are kept that can be made again: the property {@code blindspot.cache}, else the
 * environment variable {@code BLINDSPOT_CACHE}, else {@code blindspot} below the user's cache
 * folder ({@code XDG_CACHE_HOME} or {@code ~/.cache}).
 */
public final class CacheFolder {
  public static final String PROPERTY = "blindspot.cache";
  private static final String VARIABLE = "BLINDSPOT_CACHE";

  private CacheFolder() {}

  /** The absolute path; the folder need not exist yet. */
  public static Path path() {
    String own =
        set(System.getProperty(PROPERTY)) ? System.getProperty(PROPERTY) : System.getenv(VARIABLE);
    if (own != null && set(own)) {
      return Path.of(own).toAbsolutePath();
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg != null && set(xdg) ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
    return caches.resolve("blindspot").toAbsolutePath();
  }

  private static boolean set(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
