package dev.blindspot.train.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Bidi;
import java.util.Locale;
import java.util.Set;

/**
 * Makes texts from data show what they are: characters that are invisible or turn the direction of
 * writing (a file name "exe.gpj" can look like "jpg.exe") become their code points in brackets, and
 * a name that is written from right to left is isolated, so that it does not reorder the numbers
 * beside it. Markup is not touched: the templates escape it.
 */
final class VisibleText {
  /** Texts that are not shown but used, as the names of files. */
  private static final Set<String> USED = Set.of("file", "modelFile");

  private static final char ISOLATE = '\u2068';
  private static final char POP = '\u2069';

  private VisibleText() {}

  /** The same tree with every text made visible, keys included. */
  static JsonNode of(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(of(node.textValue()));
    }
    if (node instanceof ArrayNode array) {
      ArrayNode visible = array.arrayNode(array.size());
      array.forEach(item -> visible.add(of(item)));
      return visible;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode visible = object.objectNode();
      object
          .properties()
          .forEach(
              e ->
                  visible.set(
                      of(e.getKey()),
                      USED.contains(e.getKey()) && e.getValue().isTextual()
                          ? e.getValue()
                          : of(e.getValue())));
      return visible;
    }
    return node;
  }

  /** One text. */
  static String of(String text) {
    if (text.codePoints().noneMatch(VisibleText::needsCare)) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isHidden(c)) {
                visible.append(String.format(Locale.ROOT, "[U+%04X]", c));
              } else {
                visible.appendCodePoint(c);
              }
            });
    char[] chars = visible.toString().toCharArray();
    return Bidi.requiresBidi(chars, 0, chars.length)
        ? ISOLATE + visible.toString() + POP
        : visible.toString();
  }

  private static boolean needsCare(int c) {
    return c < ' ' || c > '~';
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
