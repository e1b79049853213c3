package dev.blindspot.train.io;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where files are kept that can be made again: the property {@code blindspot.cache}, else the
 * environment variable {@code BLINDSPOT_CACHE}, else {@code blindspot} below the user's cache
 * folder ({@code XDG_CACHE_HOME} or {@code ~/.cache}). Where the home cannot be written, {@link
 * #replaceHome} names another.
 */
public final class CacheFolder {
  public static final String PROPERTY = "blindspot.cache";
  private static final String VARIABLE = "BLINDSPOT_CACHE";

  private CacheFolder() {}

  /** The absolute path; the folder need not exist yet. */
  public static Path path() {
    String own = named();
    if (own != null) {
      return Path.of(own).toAbsolutePath();
    }
    return Path.of(System.getProperty("user.home"), ".cache", "blindspot").toAbsolutePath();
  }

  /**
   * For users whose home cannot be written.
   *
   * @param folder taken instead of one in their home, unless another is named
   */
  public static void replaceHome(Path folder) {
    if (named() == null) {
      System.setProperty(PROPERTY, folder.toString());
    }
  }

  private static @Nullable String named() {
    String own =
        set(System.getProperty(PROPERTY)) ? System.getProperty(PROPERTY) : System.getenv(VARIABLE);
    if (set(own)) {
      return own;
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg != null && set(xdg) ? Path.of(xdg, "blindspot").toString() : null;
  }

  private static boolean set(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
