package dev.blindspot.explain.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Draws pixels. */
record RasterInk(Graphics2D canvas) implements Ink {
  @Override
  public boolean draws() {
    return true;
  }

  @Override
  public FontMetrics metrics(Font font) {
    return canvas.getFontMetrics(font);
  }

  @Override
  public void fill(Color colour, int x, int y, int width, int height) {
    canvas.setColor(colour);
    canvas.fillRect(x, y, width, height);
  }

  @Override
  public void frame(Color colour, int thickness, int x, int y, int width, int height) {
    canvas.setColor(colour);
    canvas.setStroke(new BasicStroke(thickness));
    canvas.drawRect(x, y, width - 1, height - 1);
    canvas.setStroke(new BasicStroke(1));
  }

  @Override
  public void line(Color colour, int x1, int y1, int x2, int y2) {
    canvas.setColor(colour);
    canvas.drawLine(x1, y1, x2, y2);
  }

  @Override
  public void text(Font font, Color colour, String text, int x, int baseline) {
    canvas.setFont(font);
    canvas.setColor(colour);
    canvas.drawString(text, x, baseline);
  }

  @Override
  public void image(BufferedImage image, int x, int y) {
    canvas.drawImage(image, x, y, null);
  }
}
