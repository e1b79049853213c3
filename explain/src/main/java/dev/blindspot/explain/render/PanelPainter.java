package dev.blindspot.explain.render;

import dev.blindspot.explain.Attribution;
import dev.blindspot.explain.measure.Region;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Draws one panel into a square: picture scaled to fit, map over it, boxes, and what is wrong with
 * the map.
 */
final class PanelPainter {
  private final Graphics2D canvas;
  private final int size;

  PanelPainter(Graphics2D canvas, int size) {
    this.canvas = canvas;
    this.size = size;
  }

  void paint(Panel panel, int x, int y) {
    canvas.setColor(Palette.EMPTY);
    canvas.fillRect(x, y, size, size);
    BufferedImage scaled = scaled(panel.picture());
    int left = x + (size - scaled.getWidth()) / 2;
    int top = y + (size - scaled.getHeight()) / 2;
    canvas.drawImage(drawn(panel, scaled), left, top, null);
    double zoom = (double) scaled.getWidth() / panel.picture().getWidth();
    panel.outlines().forEach(outline -> outline(outline, left, top, zoom));
    banner(panel, x, y);
  }

  private BufferedImage scaled(BufferedImage picture) {
    double zoom = (double) size / Math.max(picture.getWidth(), picture.getHeight());
    int width = (int) Math.max(1, Math.round(zoom * picture.getWidth()));
    int height = (int) Math.max(1, Math.round(zoom * picture.getHeight()));
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D target = Text.smooth(scaled.createGraphics());
    target.drawImage(picture, 0, 0, width, height, null);
    target.dispose();
    return scaled;
  }

  private static BufferedImage drawn(Panel panel, BufferedImage picture) {
    Attribution map = panel.map();
    ColourBar bar = panel.bar();
    return map == null || bar == null ? picture : Overlay.of(bar.scale()).draw(picture, map);
  }

  private void outline(Outline outline, int left, int top, double zoom) {
    Region region = outline.region();
    int x = left + (int) Math.round(zoom * region.x());
    int y = top + (int) Math.round(zoom * region.y());
    int width = (int) Math.round(zoom * region.width());
    int height = (int) Math.round(zoom * region.height());
    stroke(Color.BLACK, 4, x, y, width, height);
    stroke(new Color(outline.rgb()), 2, x, y, width, height);
    canvas.setStroke(new BasicStroke(1));
  }

  private void stroke(Color colour, int thickness, int x, int y, int width, int height) {
    canvas.setColor(colour);
    canvas.setStroke(new BasicStroke(thickness));
    canvas.drawRect(x, y, width - 1, height - 1);
  }

  private void banner(Panel panel, int x, int y) {
    Attribution map = panel.map();
    if (map == null || map.notes().isEmpty()) {
      return;
    }
    String text = "map: " + String.join(", ", map.notes());
    int height = Text.height(canvas, Text.BODY, text, size - 12) + 8;
    canvas.setColor(Palette.BANNER);
    canvas.fillRect(x, y + size - height, size, height);
    canvas.setColor(Color.WHITE);
    Text.draw(canvas, Text.BODY, text, x + 6, y + size - height + 4, size - 12, true);
  }
}
