package dev.blindspot.train.io;

import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Names of files as a terminal may show them: a name can hold a line break that forges a message,
 * or characters that turn the direction of writing.
 */
public final class TerminalText {
  private TerminalText() {}

  /** The same text with every control, format and separating character as its code point. */
  public static String of(String text) {
    return shown(text, TerminalText::isHidden);
  }

  /** The same for whole messages, which have lines and columns of their own. */
  public static String message(String text) {
    return shown(text, c -> c != '\n' && c != '\t' && isHidden(c));
  }

  private static String shown(String text, IntPredicate hidden) {
    if (text.codePoints().noneMatch(hidden)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (hidden.test(c)) {
                shown.append(String.format(Locale.ROOT, "\\u{%x}", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
