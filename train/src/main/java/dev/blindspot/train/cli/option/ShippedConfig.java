package dev.blindspot.train.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Configurations that come with Blindspot may be called by their names: {@code quickstart} is
 * {@code configs/quickstart.yaml} of the folder that the launcher tells, unless there is such a
 * file here.
 */
public final class ShippedConfig {
  private static final String HOME = "blindspot.home";

  private ShippedConfig() {}

  /** The configuration that is meant. */
  public static Path of(Path asked) {
    return of(asked, System.getProperty(HOME));
  }

  static Path of(Path asked, @Nullable String home) {
    if (home == null || Files.exists(asked) || !asked.toString().matches("[\\w-]+")) {
      return asked;
    }
    Path shipped = Path.of(home).resolve("configs").resolve(asked + ".yaml");
    return Files.isRegularFile(shipped) ? shipped : asked;
  }
}
