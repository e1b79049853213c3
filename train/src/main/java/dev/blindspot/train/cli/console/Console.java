package dev.blindspot.train.cli.console;

import dev.blindspot.train.io.TerminalText;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/**
 * Where the commands print. Results go to {@code out}, so that they can be piped; messages and
 * progress go to {@code err}.
 *
 * @param interactive whether a person watches, so that lines may be redrawn
 */
public record Console(PrintStream out, PrintStream err, boolean interactive) {
  /**
   * The console of this process; interactive when the property {@code blindspot.interactive} is
   * true. The launcher knows whether stderr is a terminal and sets it; Java cannot tell in the same
   * way in all versions.
   */
  public static Console system() {
    return new Console(System.out, System.err, Boolean.getBoolean("blindspot.interactive"));
  }

  /**
   * Columns that a line may have without being wrapped; where nobody watches, as many as it likes.
   */
  public int columns() {
    return interactive
        ? new ConsoleProgressBarConsumer(err).getMaxRenderedLength()
        : Integer.MAX_VALUE;
  }

  /** Prints a result; what could steer a terminal is shown as its code point. */
  public void print(String text) {
    out.println(TerminalText.message(text));
    out.flush();
  }

  /** Prints a message, likewise. */
  public void message(String text) {
    err.println(TerminalText.message(text));
    err.flush();
  }
}
