package dev.blindspot.train.cli;

import dev.blindspot.train.config.Addresses;
import dev.blindspot.train.config.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks that what a command reads is there, before any work begins. */
final class Inputs {
  private Inputs() {}

  static Path file(String option, Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UserError(option + " " + path + ": there is no such file");
    }
    return path;
  }

  static List<Path> files(String option, List<Path> paths) {
    return paths.stream().map(path -> file(option, path)).toList();
  }

  /** A folder of this machine, or an address, which is looked at when it is read. */
  static String folderOrAddress(String option, String text) {
    return Addresses.isAddress(text) ? text : folder(option, Path.of(text)).toString();
  }

  static Path folder(String option, Path path) {
    if (!Files.isDirectory(path)) {
      throw new UserError(option + " " + path + ": there is no such folder");
    }
    return path;
  }
}
