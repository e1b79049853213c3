package dev.blindspot.train.explore.server;

import java.util.List;
import java.util.stream.Collectors;

/** Words of a command line for a POSIX shell. */
public final class ShellWords {
  private ShellWords() {}

  /** The words with spaces between them, quoted where a shell would read more into them. */
  public static String join(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
