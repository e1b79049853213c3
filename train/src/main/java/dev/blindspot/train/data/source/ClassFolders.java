package dev.blindspot.train.data.source;

import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.format.Leftovers;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists the files of one folder per class, at any depth, sorted by name. Hidden files and what
 * desktops leave behind are passed over; every other file has to be an image.
 */
final class ClassFolders {
  private static final String KEY = "data.source.root";
  private static final Set<String> SPLITS =
      Set.of("train", "training", "val", "valid", "validation", "test", "testing");

  private final DataSource.Folders source;
  private final Path root;
  private final ImageFolder folder;

  ClassFolders(DataSource.Folders source, Path configFolder) {
    this.source = source;
    root = DataFolder.resolve(source.root(), configFolder, KEY);
    folder = new ImageFolder(root, KEY);
  }

  /**
   * All files, labelled by their class folder.
   *
   * @throws UserError when a class folder is missing or there are fewer than two
   */
  Listing list() {
    try {
      List<String> classes = classes();
      List<Candidate> candidates = new ArrayList<>();
      for (int label = 0; label < classes.size(); label++) {
        for (Path file : files(root.resolve(classes.get(label)))) {
          String name = root.relativize(file).toString();
          candidates.add(folder.candidate(root.getFileName() + "/" + name, name, label));
        }
      }
      return new Listing(root.toString(), classes, true, candidates);
    } catch (IOException e) {
      throw new UserError("%s: %s cannot be read (%s).".formatted(KEY, root, e), e);
    }
  }

  private List<String> classes() throws IOException {
    List<String> found = foundClasses();
    requireNoSplits(found);
    List<String> wanted = source.classes();
    if (wanted == null) {
      if (found.size() < 2) {
        throw new UserError(
            "%s: %s must hold one folder per class, at least two; it has %s."
                .formatted(KEY, root, found));
      }
      return found;
    }
    for (String name : wanted) {
      if (!found.contains(name)) {
        throw new UserError(
            "data.source.classes: %s has no folder '%s'; it has %s.".formatted(root, name, found));
      }
    }
    return wanted;
  }

  /** A root of train, validation and test, each with the classes below, is no root of classes. */
  private void requireNoSplits(List<String> found) throws IOException {
    if (source.classes() != null || found.isEmpty() || !SPLITS.containsAll(lowerCase(found))) {
      return;
    }
    List<String> below = foldersIn(root.resolve(found.get(0)));
    for (String split : found) {
      if (below.isEmpty() || !below.equals(foldersIn(root.resolve(split)))) {
        return;
      }
    }
    throw new UserError(
        "%s: %s holds the splits %s, each with the classes %s. Blindspot splits by itself and keeps near-duplicates on one side: lay the images of all splits together, one folder per class; or name one of them, such as %s."
            .formatted(KEY, root, found, below, root.resolve(found.get(found.size() > 1 ? 1 : 0))));
  }

  private static Set<String> lowerCase(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  private List<String> foundClasses() throws IOException {
    return foldersIn(root);
  }

  private static List<String> foldersIn(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(ClassFolders::name)
          .filter(name -> !Leftovers.is(Path.of(name)))
          .sorted()
          .toList();
    }
  }

  private List<Path> files(Path classFolder) throws IOException {
    // a class folder may itself be a link: its files are then reported as outside; links below are
    // not followed
    try (Stream<Path> files = Files.walk(classFolder.toRealPath())) {
      Path real = classFolder.toRealPath();
      return files
          .filter(file -> !Files.isDirectory(file))
          .filter(file -> !Leftovers.is(real.relativize(file)))
          .map(file -> classFolder.resolve(real.relativize(file)))
          .sorted()
          .toList();
    }
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
