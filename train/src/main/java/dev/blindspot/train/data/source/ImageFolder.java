package dev.blindspot.train.data.source;

import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder that images must lie in. Names cannot leave it by {@code ..}, and by symbolic links
 * only where that is asked for; an absolute path may lead into it.
 */
final class ImageFolder {
  private final Path folder;
  private final LinkRule links;
  private final NormalForms names = new NormalForms();

  /**
   * @throws UserError when there is no such folder
   */
  ImageFolder(Path folder, Links links, String key) {
    this.folder = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new UserError("%s: there is no folder %s.".formatted(key, folder));
    }
    try {
      this.links = new LinkRule(folder, links);
    } catch (IOException e) {
      throw new UserError("%s: the folder %s cannot be read (%s).".formatted(key, folder, e), e);
    }
  }

  LinkRule links() {
    return links;
  }

  /** The row of a name in this folder; its problem says why the name cannot be used. */
  Candidate candidate(String where, String name, int label) {
    return candidate(where, name, label, null);
  }

  /** The same for an image whose part is given. */
  Candidate candidate(String where, String name, int label, @Nullable Split split) {
    if (name.isBlank()) {
      return Candidate.bad(where, name, "has no file name");
    }
    try {
      return candidate(where, name, Path.of(name), label, split);
    } catch (InvalidPathException e) {
      return Candidate.bad(where, name, "is not a valid file name");
    }
  }

  private Candidate candidate(
      String where, String name, Path path, int label, @Nullable Split split) {
    Path relative = relative(path);
    Path inside = folder.resolve(relative).normalize();
    if (!inside.startsWith(folder) || inside.equals(folder)) {
      return Candidate.bad(where, name, "is outside the folder");
    }
    Path file = names.find(folder, folder.relativize(inside));
    String text = folder.relativize(inside).toString();
    String id = NormalForms.composed(text.replace(file.getFileSystem().getSeparator(), "/"));
    Candidate candidate = new Candidate(where, id, file, label, split, null);
    String problem = links.problem(file);
    return problem == null ? candidate : candidate.because(problem);
  }

  /** An absolute path into the folder, by its name or by its real one, as a name in the folder. */
  private Path relative(Path path) {
    if (!path.isAbsolute()) {
      return path;
    }
    Path plain = path.normalize();
    return plain.startsWith(links.root()) ? links.root().relativize(plain) : plain;
  }
}
