package dev.blindspot.train.cli.option;

import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A run that is there, with one arm more.
 *
 * @param config what it was started with, and the arm
 * @param out the folder of all runs that it lies in
 */
record CuredRun(LoadedConfig config, Path out) {
  /** What the arm is called. */
  private static final String ARM = "cured";

  private static final String CONFIG = "config.resolved.yaml";

  /**
   * Reads the run.
   *
   * @param sets settings that are laid over, such as {@code
   *     arms.cured.augmentation.place-erasing.margin=0.05}
   * @throws UserError if the folder is not that of a run
   */
  static CuredRun of(Path folder, List<String> sets) {
    Path file = folder.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "--cure needs the folder of a run, and %s has no %s: name one such as runs/quickstart"
              .formatted(folder, CONFIG));
    }
    Path run = folder.toAbsolutePath().normalize();
    LoadedConfig before = ConfigReader.read(file, List.of());
    if (!run.endsWith(before.config().name())) {
      throw new UserError(
          "the run in %s is called %s: give its folder that name again"
              .formatted(folder, before.config().name()));
    }
    String first = before.config().arms().keySet().iterator().next();
    String added = "arms.%s.hideSuspectsOf=%s".formatted(ARM, first);
    ArmConfig there = before.config().arms().get(ARM);
    if (there != null && there.hideSuspectsOf() == null) {
      throw new UserError(
          "the run in %s has an arm '%s' that hides no suspects, so that none of that name can be added"
              .formatted(folder, ARM));
    }
    List<String> all =
        Stream.concat(there == null ? Stream.of(added) : Stream.of(), sets.stream()).toList();
    return new CuredRun(
        ConfigReader.read(file, all), Objects.requireNonNull(run.getParent(), "a run's folder"));
  }
}
