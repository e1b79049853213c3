package dev.blindspot.explain.render;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.Locale;
import java.util.Objects;

/**
 * A colour scale with its numbers.
 *
 * @param label what the numbers are, with the unit
 * @param scale the scale
 */
public record ColourBar(String label, ColourScale scale) {
  static final int WIDTH = 300;
  private static final int THICKNESS = 14;
  private static final int TICKS = 4;
  private static final int MARGIN = 24; // half of the first and last number

  public ColourBar {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(scale, "scale");
  }

  int height(Graphics2D canvas) {
    return Text.height(canvas, Text.BODY, label, WIDTH)
        + THICKNESS
        + 12
        + canvas.getFontMetrics(Text.BODY).getHeight();
  }

  /** Draws into a space of {@link #WIDTH} by {@link #height} pixels. */
  void draw(Graphics2D canvas, int x, int y) {
    canvas.setColor(Palette.INK);
    Text.draw(canvas, Text.BODY, label, x, y, WIDTH, true);
    int top = y + Text.height(canvas, Text.BODY, label, WIDTH) + 4;
    int length = WIDTH - 2 * MARGIN;
    for (int i = 0; i < length; i++) {
      canvas.setColor(new Color(scale.rgb(at(i / (length - 1.0)))));
      canvas.fillRect(x + MARGIN + i, top, 1, THICKNESS);
    }
    canvas.setColor(Palette.FAINT);
    canvas.drawRect(x + MARGIN, top, length - 1, THICKNESS - 1);
    drawTicks(canvas, x + MARGIN, top + THICKNESS, length);
  }

  private void drawTicks(Graphics2D canvas, int x, int y, int length) {
    canvas.setFont(Text.BODY);
    FontMetrics metrics = canvas.getFontMetrics();
    canvas.setColor(Palette.INK);
    for (int tick = 0; tick <= TICKS; tick++) {
      int at = x + Math.round(tick * (length - 1f) / TICKS);
      String number = number(at((double) tick / TICKS));
      canvas.drawLine(at, y, at, y + 4);
      canvas.drawString(number, at - metrics.stringWidth(number) / 2, y + 6 + metrics.getAscent());
    }
  }

  private double at(double share) {
    return scale.low() + share * (scale.high() - scale.low());
  }

  /** With as many decimals as neighbouring ticks need to differ in two digits. */
  private String number(double value) {
    double step = (scale.high() - scale.low()) / TICKS;
    int decimals = (int) Math.max(0, Math.min(9, 1 - Math.floor(Math.log10(step))));
    if (decimals > 4 || step >= 1e5) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return String.format(Locale.ROOT, "%." + decimals + "f", value == 0 ? 0.0 : value);
  }
}
