package dev.blindspot.train.cli.option;

import dev.blindspot.train.config.binding.Addresses;
import dev.blindspot.train.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Checks what a command is given, before any work begins. */
public final class Inputs {
  private Inputs() {}

  /**
   * Refuses an option's value.
   *
   * @param rule what the option must be, and was; a format of {@link String#format}
   */
  public static void require(boolean holds, String option, String rule, Object... values) {
    if (!holds) {
      throw new UserError(option + " " + String.format(Locale.ROOT, rule, values));
    }
  }

  public static void requireAtLeast(long value, long least, String option) {
    require(value >= least, option, "must be >= %d, was %d", least, value);
  }

  public static Path file(String option, Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UserError(option + " " + path + ": there is no such file");
    }
    return path;
  }

  public static List<Path> files(String option, List<Path> paths) {
    return paths.stream().map(path -> file(option, path)).toList();
  }

  /** A folder of this machine, or an address, which is looked at when it is read. */
  public static String folderOrAddress(String option, String text) {
    return Addresses.isAddress(text) ? text : folder(option, Path.of(text)).toString();
  }

  public static Path folder(String option, Path path) {
    if (!Files.isDirectory(path)) {
      throw new UserError(option + " " + path + ": there is no such folder");
    }
    return path;
  }
}
