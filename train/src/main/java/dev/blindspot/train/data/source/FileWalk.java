package dev.blindspot.train.data.source;

import dev.blindspot.train.data.format.Leftovers;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * All files below a folder, sorted by name, without hidden ones and leftovers. The folder itself
 * may be a link; links to folders below it are followed, or listed like files.
 */
final class FileWalk extends SimpleFileVisitor<Path> {
  private final Path folder;
  private final Path real;
  private final LinkRule links;
  private final List<Path> files = new ArrayList<>();

  FileWalk(Path folder, LinkRule links) throws IOException {
    this.folder = folder;
    this.real = folder.toRealPath();
    this.links = links;
  }

  /**
   * The paths below the folder as it was named.
   *
   * @throws IOException when a folder cannot be read
   */
  List<Path> files() throws IOException {
    Set<FileVisitOption> options =
        links.follows()
            ? EnumSet.of(FileVisitOption.FOLLOW_LINKS)
            : EnumSet.noneOf(FileVisitOption.class);
    Files.walkFileTree(real, options, Integer.MAX_VALUE, this);
    return files.stream().sorted().toList();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    boolean passedOver = !directory.equals(real) && Leftovers.is(directory.getFileName());
    return passedOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (!Leftovers.is(file.getFileName())) {
      files.add(folder.resolve(real.relativize(file)));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof FileSystemLoopException) {
      return FileVisitResult.CONTINUE; // its files are listed where the link leads
    }
    throw failure;
  }
}
