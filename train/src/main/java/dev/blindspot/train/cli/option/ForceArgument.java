package dev.blindspot.train.cli.option;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import dev.blindspot.train.run.folder.IfExists;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The argument of commands that write what may be there already. */
public final class ForceArgument {
  @Option(names = "--force", description = "Overwrites what is there already.")
  private boolean force;

  /**
   * A file that may be written.
   *
   * @throws UserError if it is there and nobody said {@code --force}, or if it is not a file
   */
  public Path file(Path out) {
    try {
      AtomicFile.requireReplaceable(out);
    } catch (FileSystemException e) {
      throw new UserError("--out " + out + ": " + e.getReason(), e);
    }
    if (!force && Files.exists(out)) {
      throw taken(out);
    }
    return out;
  }

  /**
   * A folder that may be written into.
   *
   * @param name of a file that tells that the same command wrote there before
   * @throws UserError if it is there and nobody said {@code --force}
   */
  public Path folder(Path out, String name) {
    if (!force && Files.exists(out.resolve(name))) {
      throw taken(out.resolve(name));
    }
    return out;
  }

  private static UserError taken(Path file) {
    return new UserError(
        file + " is there already; overwrite it with --force or name another --out");
  }

  public IfExists choice() {
    return force ? IfExists.REPLACE : IfExists.REFUSE;
  }
}
