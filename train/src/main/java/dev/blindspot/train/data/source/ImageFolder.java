package dev.blindspot.train.data.source;

import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The folder that images must lie in. Names cannot leave it, neither by {@code ..} nor by symbolic
 * links.
 */
final class ImageFolder {
  private final Path folder;
  private final Path real;

  /**
   * @throws UserError when there is no such folder
   */
  ImageFolder(Path folder, String key) {
    this.folder = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new UserError("%s: there is no folder %s.".formatted(key, folder));
    }
    try {
      real = folder.toRealPath();
    } catch (IOException e) {
      throw new UserError("%s: the folder %s cannot be read (%s).".formatted(key, folder, e), e);
    }
  }

  /** The row of a name in this folder; its problem says why the name cannot be used. */
  Candidate candidate(String where, String name, int label) {
    if (name.isBlank()) {
      return Candidate.bad(where, name, "has no file name");
    }
    try {
      return candidate(where, name, Path.of(name), label);
    } catch (InvalidPathException e) {
      return Candidate.bad(where, name, "is not a valid file name");
    }
  }

  private Candidate candidate(String where, String name, Path relative, int label) {
    Path file = folder.resolve(relative).normalize();
    if (relative.isAbsolute() || !file.startsWith(folder) || file.equals(folder)) {
      return Candidate.bad(where, name, "is outside the folder");
    }
    String id =
        folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    Candidate candidate = new Candidate(where, id, file, label, null);
    try {
      return file.toRealPath().startsWith(real)
          ? candidate
          : candidate.because("is outside the folder (a symbolic link leaves it)");
    } catch (IOException e) {
      return candidate.because("is missing");
    }
  }
}
