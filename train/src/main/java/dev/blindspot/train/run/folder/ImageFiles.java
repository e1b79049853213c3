package dev.blindspot.train.run.folder;

import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.format.Leftovers;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.manifest.BadRow;
import dev.blindspot.train.data.manifest.Location;
import dev.blindspot.train.data.source.LinkRule;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Image files without a manifest: of a folder, of a pattern, or named one by one. */
public final class ImageFiles {
  private static final String PATTERN = "*?[{";

  private final Map<Path, @Nullable LinkRule> rules;

  /**
   * The files of a folder that may be images: all but hidden ones, leftovers and what is in
   * sub-folders. Their content decides, not the ending of their names.
   *
   * @throws UserError when it cannot be read, or there are none
   */
  public ImageFiles(Path folder, Links links) {
    this(inFolder(folder, links));
  }

  private ImageFiles(Map<Path, @Nullable LinkRule> rules) {
    this.rules = rules;
  }

  /**
   * The files that a user names: files, folders, patterns such as {@code photos/*.jpg}, and
   * addresses of folders, each in its order and a folder's sorted by name.
   *
   * @param option what the texts are of, for messages
   * @throws UserError when there is nothing of that name
   */
  public static ImageFiles of(List<String> wanted, Links links, String option) {
    Map<Path, @Nullable LinkRule> rules = new LinkedHashMap<>();
    for (String text : wanted) {
      Path path = Location.here(text, option);
      if (Files.isDirectory(path)) {
        rules.putAll(inFolder(path, links));
      } else if (Files.isRegularFile(path)) {
        rules.put(path, null); // whoever names a file means it, wherever it leads
      } else if (path.getFileName() != null && isPattern(path.getFileName().toString())) {
        rules.putAll(matching(path, links, option));
      } else {
        throw new UserError("%s %s: there is no such file or folder".formatted(option, text));
      }
    }
    return new ImageFiles(rules);
  }

  private static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> PATTERN.indexOf(c) >= 0);
  }

  private static Map<Path, @Nullable LinkRule> matching(Path pattern, Links links, String option) {
    Path parent = pattern.getParent();
    Path folder = parent == null ? Path.of("") : parent;
    if (!Files.isDirectory(folder)) {
      throw new UserError("%s %s: there is no folder %s".formatted(option, pattern, folder));
    }
    Map<Path, @Nullable LinkRule> matching = inFolder(folder, links);
    try {
      PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + pattern.getFileName());
      matching.keySet().removeIf(file -> !matcher.matches(file.getFileName()));
    } catch (PatternSyntaxException e) {
      throw new UserError("%s %s: %s".formatted(option, pattern, e.getMessage()), e);
    }
    if (matching.isEmpty()) {
      throw new UserError("%s %s: no file matches".formatted(option, pattern));
    }
    return matching;
  }

  private static Map<Path, @Nullable LinkRule> inFolder(Path folder, Links links) {
    try (Stream<Path> files = Files.list(folder)) {
      LinkRule rule = new LinkRule(folder, links);
      Map<Path, @Nullable LinkRule> rules = new LinkedHashMap<>();
      files
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !Leftovers.is(file.getFileName()))
          .sorted()
          .forEach(file -> rules.put(file, rule));
      if (rules.isEmpty()) {
        throw new UserError(
            "there are no images in %s; its sub-folders are not searched"
                .formatted(folder.toAbsolutePath()));
      }
      return rules;
    } catch (IOException e) {
      throw new UserError("the folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** An image and the name of its file. */
  public record Named(String name, DecodedImage image) {}

  /**
   * What was read.
   *
   * @param leftOut files that cannot be used, as {@code data check} judges
   */
  public record Read(List<Named> images, List<BadRow> leftOut) {
    public Read {
      images = List.copyOf(images);
      leftOut = List.copyOf(leftOut);
    }
  }

  /** All files. */
  public List<Path> files() {
    return List.copyOf(rules.keySet());
  }

  /** Reads some of the files. */
  public Read read(List<Path> files, ImageReader reader) {
    List<Named> images = new ArrayList<>(files.size());
    List<BadRow> leftOut = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      try {
        images.add(new Named(name, read(file, reader)));
      } catch (BadImageException e) {
        leftOut.add(new BadRow(file.toString(), name, e.reason()));
      }
    }
    return new Read(images, leftOut);
  }

  private DecodedImage read(Path file, ImageReader reader) throws BadImageException {
    LinkRule rule = rules.get(file);
    String problem = rule == null ? null : rule.problem(file);
    if (problem != null) {
      throw new BadImageException(problem);
    }
    return reader.readIntact(file);
  }
}
