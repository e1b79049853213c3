package dev.blindspot.explain.render;

import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A colour scale with its numbers. A clipped end has a tip, and the label says how far it goes.
 *
 * @param label what the numbers are, with the unit
 * @param scale the scale
 */
public record ColourBar(String label, ColourScale scale) {
  static final int WIDTH = 300;
  private static final int THICKNESS = 14;
  private static final int TICKS = 4;
  private static final int MARGIN = 40; // half of the first and last number, and what is clipped
  private static final int TIP = 16;

  public ColourBar {
    Objects.requireNonNull(label, "label must not be null");
    Objects.requireNonNull(scale, "scale must not be null");
  }

  /** The same scale under another label. */
  public ColourBar labelled(String text) {
    return new ColourBar(text, scale);
  }

  int height(Ink ink) {
    return Text.height(ink, Text.BODY, text(), WIDTH)
        + THICKNESS
        + 12
        + ink.metrics(Text.BODY).getHeight();
  }

  /** Draws into a space of {@link #WIDTH} by {@link #height} pixels. */
  void draw(Ink ink, int x, int y) {
    Text.draw(ink, Text.BODY, Palette.INK, text(), x, y, WIDTH, true);
    int top = y + Text.height(ink, Text.BODY, text(), WIDTH) + 4;
    int length = WIDTH - 2 * MARGIN;
    ink.image(colours(length), x + MARGIN, top);
    ink.frame(Palette.FAINT, 1, x + MARGIN, top, length, THICKNESS);
    drawTips(ink, x + MARGIN, top, length);
    drawTicks(ink, x + MARGIN, top + THICKNESS, length);
  }

  private BufferedImage colours(int length) {
    BufferedImage strip = new BufferedImage(length, THICKNESS, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < length; i++) {
      int rgb = scale.rgb(at(i / (length - 1.0)));
      for (int y = 0; y < THICKNESS; y++) {
        strip.setRGB(i, y, rgb);
      }
    }
    return strip;
  }

  /** Where the scale is clipped, the end's colour goes on into a tip, with the last number. */
  private void drawTips(Ink ink, int x, int y, int length) {
    if (scale.isClippedBelow()) {
      ink.image(tip(scale.rgb(scale.low()), false), x - TIP, y);
    }
    if (scale.isClippedAbove()) {
      ink.image(tip(scale.rgb(scale.high()), true), x + length, y);
    }
  }

  private static BufferedImage tip(int rgb, boolean right) {
    BufferedImage tip = new BufferedImage(TIP, THICKNESS, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < THICKNESS; y++) {
      double fromMiddle = Math.abs(2 * y - (THICKNESS - 1)) / (double) THICKNESS;
      for (int i = 0; i < TIP; i++) {
        boolean inside = i < TIP * (1 - fromMiddle);
        tip.setRGB(right ? i : TIP - 1 - i, y, inside ? rgb : Palette.PAPER.getRGB());
      }
    }
    return tip;
  }

  /** The label, and how far numbers go beyond the ends. */
  private String text() {
    List<String> ends = new ArrayList<>();
    if (scale.isClippedBelow()) {
      ends.add(number(scale.least()));
    }
    if (scale.isClippedAbove()) {
      ends.add(number(scale.most()));
    }
    return ends.isEmpty()
        ? label
        : label + " (clipped; goes to " + String.join(" and ", ends) + ")";
  }

  private void drawTicks(Ink ink, int x, int y, int length) {
    FontMetrics metrics = ink.metrics(Text.BODY);
    for (int tick = 0; tick <= TICKS; tick++) {
      int at = x + Math.round(tick * (length - 1f) / TICKS);
      String number = number(at((double) tick / TICKS));
      ink.line(Palette.INK, at, y, at, y + 4);
      int left = at - metrics.stringWidth(number) / 2;
      ink.text(Text.BODY, Palette.INK, number, left, y + 6 + metrics.getAscent());
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
