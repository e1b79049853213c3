package dev.blindspot.explain.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Text that never leaves its space: wrapped at blanks, cut with an ellipsis where one word is too
 * long.
 */
final class Text {
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 20);
  static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  static final Font BODY = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private Text() {}

  /** A canvas for measuring before there is an image. */
  static Graphics2D ruler() {
    return smooth(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics());
  }

  static Graphics2D smooth(Graphics2D canvas) {
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    return canvas;
  }

  /** Height in pixels that the text takes when it is wrapped; 0 for none. */
  static int height(Ink ink, Font font, String text, int width) {
    FontMetrics metrics = ink.metrics(font);
    return wrap(metrics, text, width).size() * metrics.getHeight();
  }

  /** Draws wrapped text with its upper left corner at (x, y), or centred in the width. */
  static void draw(
      Ink ink, Font font, Color colour, String text, int x, int y, int width, boolean centred) {
    FontMetrics metrics = ink.metrics(font);
    int baseline = y + metrics.getAscent();
    for (String line : wrap(metrics, text, width)) {
      int indent = centred ? (width - metrics.stringWidth(line)) / 2 : 0;
      ink.text(font, colour, line, x + indent, baseline);
      baseline += metrics.getHeight();
    }
  }

  /** Lines of the text stay apart, and long ones are wrapped. */
  private static List<String> wrap(FontMetrics metrics, String text, int width) {
    return text.lines().flatMap(line -> wrapped(metrics, line, width).stream()).toList();
  }

  private static List<String> wrapped(FontMetrics metrics, String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String word : text.strip().split("\\s+", -1)) {
      String fitting = fit(metrics, word, width);
      int last = lines.size() - 1;
      String joined = last < 0 ? fitting : lines.get(last) + " " + fitting;
      if (last >= 0 && metrics.stringWidth(joined) <= width) {
        lines.set(last, joined);
      } else if (!fitting.isEmpty()) {
        lines.add(fitting);
      }
    }
    return lines;
  }

  private static String fit(FontMetrics metrics, String word, int width) {
    String cut = word;
    while (metrics.stringWidth(cut) > width && cut.length() > 2) {
      cut = cut.substring(0, cut.length() - 2) + "\u2026";
    }
    return cut;
  }
}
