package dev.blindspot.explain.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Writes SVG 1.1: text, frames and lines stay vectors, images are embedded as PNG. Every text
 * carries the length that it was laid out with, so that another font cannot make it leave its
 * space.
 */
final class SvgInk implements Ink {
  private final Graphics2D ruler;
  private final StringBuilder body = new StringBuilder();

  SvgInk(Graphics2D ruler) {
    this.ruler = ruler;
  }

  /** The whole document. */
  String document(int width, int height) {
    return String.format(
        Locale.ROOT,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
        width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif">
        %3$s</svg>
        """,
        width,
        height,
        body);
  }

  @Override
  public boolean draws() {
    return true;
  }

  @Override
  public FontMetrics metrics(Font font) {
    return ruler.getFontMetrics(font);
  }

  @Override
  public void fill(Color colour, int x, int y, int width, int height) {
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" fill-opacity=\"%s\"/>",
        x, y, width, height, hex(colour), opacity(colour));
  }

  @Override
  public void frame(Color colour, int thickness, int x, int y, int width, int height) {
    add(
        "<rect x=\"%s\" y=\"%s\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>",
        x + 0.5, y + 0.5, Math.max(0, width - 1), Math.max(0, height - 1), hex(colour), thickness);
  }

  @Override
  public void line(Color colour, int x1, int y1, int x2, int y2) {
    add(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>",
        x1 + 0.5, y1 + 0.5, x2 + 0.5, y2 + 0.5, hex(colour));
  }

  @Override
  public void text(Font font, Color colour, String text, int x, int baseline) {
    if (text.isBlank()) {
      return;
    }
    add(
        "<text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"%s\" fill=\"%s\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">%s</text>",
        x,
        baseline,
        font.getSize(),
        font.isBold() ? "bold" : "normal",
        hex(colour),
        metrics(font).stringWidth(text),
        escaped(text));
  }

  @Override
  public void image(BufferedImage image, int x, int y) {
    add(
        "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" xlink:href=\"data:image/png;base64,%s\"/>",
        x, y, image.getWidth(), image.getHeight(), base64(image));
  }

  private void add(String element, Object... values) {
    body.append(String.format(Locale.ROOT, element, values)).append('\n');
  }

  private static String base64(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String hex(Color colour) {
    return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
  }

  private static String opacity(Color colour) {
    return String.format(Locale.ROOT, "%.3f", colour.getAlpha() / 255.0);
  }

  /** Text that XML can hold: names in the data may contain anything. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(legal(c) ? c : 0xFFFD);
              }
            });
    return safe.toString();
  }

  private static boolean legal(int c) {
    return c == '\t' || (c >= ' ' && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
