package dev.blindspot.train.config.yaml;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a value was written.
 *
 * @param source the file as the user named it, or {@code --set a.b.c}
 * @param line counted from 1; 0 when the source has no lines
 * @param column counted from 1; 0 when the source has no lines
 * @param folder of the file, which its relative paths start from; null when the source is not a
 *     file
 */
public record Origin(String source, int line, int column, @Nullable Path folder) {
  /** Of values that nobody wrote: defaults, and values that are being printed. */
  public static final Origin NONE = new Origin("default", 0, 0, null);

  public static Origin start(String source, @Nullable Path folder) {
    return new Origin(source, folder == null ? 0 : 1, folder == null ? 0 : 1, folder);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
