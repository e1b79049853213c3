package dev.blindspot.train.io;

import java.util.Locale;

/**
 * Names of files as a terminal may show them: a name can hold a line break that forges a message,
 * or characters that turn the direction of writing.
 */
public final class TerminalText {
  private TerminalText() {}

  /** The same text with every control, format and separating character as its code point. */
  public static String of(String text) {
    if (text.codePoints().noneMatch(TerminalText::isHidden)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isHidden(c)) {
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
