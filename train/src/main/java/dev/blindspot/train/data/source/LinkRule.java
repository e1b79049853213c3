package dev.blindspot.train.data.source;

import dev.blindspot.train.config.DataConfig.Links;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the files of a folder may lie: what a setting says of symbolic links, for all commands. */
public final class LinkRule {
  private final Path root;
  private final Links links;

  /**
   * The rule for a folder.
   *
   * @throws IOException when the folder cannot be read
   */
  public LinkRule(Path folder, Links links) throws IOException {
    root = folder.toRealPath();
    this.links = links;
  }

  /** The folder's own path, without links. */
  Path root() {
    return root;
  }

  boolean follows() {
    return links == Links.ANYWHERE;
  }

  /** Why a file cannot be used, which completes the sentence "this image ..."; null: it may. */
  public @Nullable String problem(Path file) {
    try {
      return file.toRealPath().startsWith(root) || follows()
          ? null
          : "is outside the folder (a symbolic link leaves it)";
    } catch (IOException e) {
      return "is missing";
    }
  }
}
