package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.store.Database;
import dev.blindspot.train.ablation.store.Resumable;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.ablation.trial.TrialSpecs;
import dev.blindspot.train.config.reader.ConfigChange;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of one ablation: its configuration, its database, the images that trials share, and a
 * folder per setting and seed.
 */
public final class AblationFolder {
  private static final String CONFIG = "ablation.resolved.yaml";

  /** What happens to an earlier ablation of the same name. */
  public enum Earlier {
    REFUSE,
    RESUME,
    REPLACE
  }

  private AblationFolder() {}

  /**
   * Makes or takes over a folder.
   *
   * @throws UserError if that would destroy or mix up results
   */
  public static Path open(Path out, LoadedAblation ablation, Earlier earlier) {
    Path folder = out.resolve(ablation.config().name()).toAbsolutePath().normalize();
    try {
      if (Files.exists(folder.resolve(TrialStore.FILE))) {
        takeOver(folder, ablation, earlier);
      } else if (isFilled(folder)) {
        throw new UserError(
            "%s is not the folder of an ablation: it has files, but no %s. Give the ablation another name (--set name=...), or delete the folder yourself."
                .formatted(folder, TrialStore.FILE));
      }
      Files.createDirectories(folder);
      AtomicFile.writeText(folder.resolve(CONFIG), ablation.resolvedYaml());
      return folder;
    } catch (IOException e) {
      throw new UserError(
          "the folder of the ablation %s cannot be written: %s".formatted(folder, e.getMessage()),
          e);
    }
  }

  private static void takeOver(Path folder, LoadedAblation ablation, Earlier earlier)
      throws IOException {
    Path config = folder.resolve(CONFIG);
    if (earlier == Earlier.REFUSE) {
      throw new UserError(
          "there are results in %s already: go on with --resume, delete them with --force, or give the ablation another name (--set name=...)"
              .formatted(folder));
    }
    if (earlier == Earlier.RESUME && !Files.exists(config)) {
      throw new UserError(
          "the ablation in %s was being deleted (%s is gone already): start again with --force"
              .formatted(folder, CONFIG));
    }
    if (earlier == Earlier.RESUME) {
      requireTrials(folder);
      requireResumable(folder, Files.readString(config), ablation);
      deleteUnfinished(folder);
    }
    if (earlier == Earlier.REPLACE) {
      requireIdle(folder);
      clear(folder);
    }
  }

  /** An empty file would be taken for a new database, and everything would begin again. */
  private static void requireTrials(Path folder) throws IOException {
    Path database = folder.resolve(TrialStore.FILE);
    if (Files.size(database) == 0 && Files.exists(folder.resolve(TrialSpecs.TRIALS))) {
      throw new UserError(
          "the database %s is empty, although trials were begun: put a copy of it back, or start again with --force"
              .formatted(database));
    }
  }

  /** What a killed process was writing; another one that is at work keeps its own. */
  private static void deleteUnfinished(Path folder) throws IOException {
    try (TrialStore store = TrialStore.open(folder)) {
      if (store.queue().isBusy()) {
        return;
      }
    }
    List<Path> unfinished;
    try (Stream<Path> walk = Files.walk(folder)) {
      unfinished = walk.filter(file -> file.getFileName().toString().endsWith(".part")).toList();
    }
    for (Path file : unfinished) {
      Files.deleteIfExists(file);
    }
  }

  private static void requireResumable(Path folder, String before, LoadedAblation ablation) {
    boolean chosen;
    try (TrialStore store = TrialStore.open(folder)) {
      chosen = store.finalists().isPresent();
    }
    List<ConfigChange> refused =
        new Resumable(ablation.config(), chosen)
            .refused(LoadedAblation.changes(before, ablation.resolvedYaml()));
    if (!refused.isEmpty()) {
      throw new UserError(
          "the ablation in %s cannot go on with another configuration: %s. Resume it with the old values (they are in %s), start again with --force, or give it another name (--set name=...)."
              .formatted(
                  folder,
                  refused.stream().map(ConfigChange::text).collect(Collectors.joining("; ")),
                  folder.resolve(CONFIG)));
    }
  }

  /** In a damaged database nobody can be working. */
  private static void requireIdle(Path folder) {
    boolean busy;
    try (TrialStore store = TrialStore.open(folder)) {
      busy = store.queue().isBusy();
    } catch (UserError e) {
      if (!Database.isDamage(e)) {
        throw e;
      }
      busy = false;
    }
    if (busy) {
      throw new UserError(
          "another process is working on the ablation in %s; wait for it or stop it"
              .formatted(folder));
    }
  }

  /** The database goes last: it marks the folder as one that may be deleted. */
  private static void clear(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(f -> !f.equals(folder)).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      if (!file.equals(folder.resolve(TrialStore.FILE))) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder.resolve(TrialStore.FILE));
  }

  /** The configuration alone is what a process leaves that was killed before it had a database. */
  private static boolean isFilled(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Files.exists(folder);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.anyMatch(entry -> !entry.getFileName().toString().contains(CONFIG));
    }
  }
}
