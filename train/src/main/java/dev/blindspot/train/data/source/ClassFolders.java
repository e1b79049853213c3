package dev.blindspot.train.data.source;

import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.DataSource.SplitFolders;
import dev.blindspot.train.data.format.Leftovers;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists the files of one folder per class, at any depth, sorted by name. Hidden files and what
 * desktops leave behind are passed over; every other file has to be an image.
 */
final class ClassFolders {
  private static final String KEY = "data.source.root";

  private final DataSource.Folders source;
  private final Path root;
  private final ImageFolder folder;
  private final NormalForms names = new NormalForms();

  ClassFolders(DataSource.Folders source, Links links, Path configFolder) {
    this.source = source;
    root = DataFolder.resolve(source.root(), configFolder, KEY);
    folder = new ImageFolder(root, links, KEY);
  }

  /**
   * All files, labelled by their class folder.
   *
   * @throws UserError when a class folder is missing or there are fewer than two
   */
  Listing list() {
    try {
      SplitFolders splits = source.splits();
      return splits == null ? drawn() : given(splits);
    } catch (IOException e) {
      throw new UserError("%s: %s cannot be read (%s).".formatted(KEY, root, e), e);
    }
  }

  private Listing drawn() throws IOException {
    List<String> found = classesIn(root);
    if (source.classes() == null) {
      SplitRoots.refuse(KEY, root, found, this::classesIn);
    }
    List<String> classes = classes(root, found);
    return new Listing(root.toString(), classes, true, candidates(root, classes, null));
  }

  /** Classes are those of the training folder; the other splits may lack some. */
  private Listing given(SplitFolders splits) throws IOException {
    Path train = split(splits.train(), "train");
    List<String> classes = classes(train, classesIn(train));
    boolean all = splits.validation() != null && splits.test() != null;
    List<Candidate> candidates =
        new ArrayList<>(candidates(train, classes, all ? Split.TRAIN : null));
    Map<Split, String> others = new LinkedHashMap<>();
    if (splits.validation() != null) {
      others.put(Split.VALIDATION, splits.validation());
    }
    if (splits.test() != null) {
      others.put(Split.TEST, splits.test());
    }
    for (Map.Entry<Split, String> other : others.entrySet()) {
      Path folder = split(other.getValue(), other.getKey().text());
      for (String name : classesIn(folder)) {
        if (!classes.contains(name) && source.classes() == null) {
          throw new UserError(
              "data.source.splits.%s: %s has a folder '%s', which is not a class of %s: %s."
                  .formatted(other.getKey().text(), folder, name, train, classes));
        }
      }
      candidates.addAll(candidates(folder, classes, other.getKey()));
    }
    return new Listing(root.toString(), classes, true, candidates);
  }

  private Path split(String name, String key) {
    Path found = names.find(root, Path.of(name).normalize());
    if (!found.startsWith(root) || !Files.isDirectory(found)) {
      throw new UserError(
          "data.source.splits.%s: %s has no folder '%s'.".formatted(key, root, name));
    }
    return found;
  }

  private List<Candidate> candidates(Path parent, List<String> classes, @Nullable Split split)
      throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      Path classFolder = names.find(parent, Path.of(classes.get(label)));
      if (!Files.isDirectory(classFolder)) {
        continue; // a given split need not have all classes
      }
      for (Path file : new FileWalk(classFolder, folder.links()).files()) {
        String name = root.relativize(file).toString();
        String where = root.getFileName() + "/" + name;
        Candidate candidate = folder.candidate(where, name, label, split);
        candidates.add(
            Files.isDirectory(file)
                ? candidate.because("is a link to a folder (data.links: anywhere follows it)")
                : candidate);
      }
    }
    return candidates;
  }

  private List<String> classes(Path parent, List<String> found) {
    List<String> wanted = source.classes();
    if (wanted == null) {
      if (found.size() < 2) {
        throw new UserError(
            "%s: %s must hold one folder per class, at least two; it has %s."
                .formatted(KEY, parent, found));
      }
      return found;
    }
    for (String name : wanted) {
      if (!found.contains(NormalForms.composed(name))) {
        throw new UserError(
            "data.source.classes: %s has no folder '%s'; it has %s."
                .formatted(parent, name, found));
      }
    }
    return wanted;
  }

  private List<String> classesIn(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(Path::getFileName)
          .filter(name -> !Leftovers.is(name))
          .map(name -> shownAsOneLine(NormalForms.composed(name.toString())))
          .sorted()
          .distinct()
          .toList();
    }
  }

  /** Names of classes stand in messages, tables and charts. */
  private String shownAsOneLine(String name) {
    if (name.codePoints().anyMatch(c -> Character.isISOControl(c))) {
      throw new UserError(
          "%s: the name of the folder '%s' holds a control character; rename it."
              .formatted(KEY, TerminalText.of(name)));
    }
    return name;
  }
}
