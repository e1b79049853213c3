package dev.blindspot.explain.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Draws nothing: for measuring before there is a canvas. */
record NoInk(Graphics2D ruler) implements Ink {
  @Override
  public boolean draws() {
    return false;
  }

  @Override
  public FontMetrics metrics(Font font) {
    return ruler.getFontMetrics(font);
  }

  @Override
  public void fill(Color colour, int x, int y, int width, int height) {}

  @Override
  public void frame(Color colour, int thickness, int x, int y, int width, int height) {}

  @Override
  public void line(Color colour, int x1, int y1, int x2, int y2) {}

  @Override
  public void text(Font font, Color colour, String text, int x, int baseline) {}

  @Override
  public void image(BufferedImage image, int x, int y) {}
}
