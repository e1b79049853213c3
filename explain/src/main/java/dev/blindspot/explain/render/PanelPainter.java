package dev.blindspot.explain.render;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.Region;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Draws one panel into a square: image scaled to fit, map over it, boxes, and what is wrong with
 * the map.
 */
final class PanelPainter {
  private final Ink ink;
  private final int size;

  PanelPainter(Ink ink, int size) {
    this.ink = ink;
    this.size = size;
  }

  void paint(Panel panel, int x, int y) {
    ink.fill(Palette.EMPTY, x, y, size, size);
    BufferedImage scaled = scaled(panel.image());
    int left = x + (size - scaled.getWidth()) / 2;
    int top = y + (size - scaled.getHeight()) / 2;
    ink.image(drawn(panel, scaled), left, top);
    double zoom = (double) scaled.getWidth() / panel.image().getWidth();
    panel.outlines().forEach(outline -> outline(outline, left, top, zoom));
    banner(panel, x, y);
  }

  private BufferedImage scaled(BufferedImage image) {
    double zoom = (double) size / Math.max(image.getWidth(), image.getHeight());
    int width = (int) Math.max(1, Math.round(zoom * image.getWidth()));
    int height = (int) Math.max(1, Math.round(zoom * image.getHeight()));
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D target = Text.smooth(scaled.createGraphics());
    target.drawImage(image, 0, 0, width, height, null);
    target.dispose();
    return scaled;
  }

  private static BufferedImage drawn(Panel panel, BufferedImage image) {
    Attribution map = panel.map();
    ColourBar bar = panel.bar();
    return map == null || bar == null ? image : Overlay.of(bar.scale()).draw(image, map);
  }

  private void outline(Outline outline, int left, int top, double zoom) {
    Region region = outline.region();
    int x = left + (int) Math.round(zoom * region.x());
    int y = top + (int) Math.round(zoom * region.y());
    int width = (int) Math.round(zoom * region.width());
    int height = (int) Math.round(zoom * region.height());
    ink.frame(Color.BLACK, 4, x, y, width, height);
    ink.frame(new Color(outline.rgb()), 2, x, y, width, height);
  }

  private void banner(Panel panel, int x, int y) {
    Attribution map = panel.map();
    if (map == null || map.notes().isEmpty()) {
      return;
    }
    String text = "map: " + String.join(", ", map.notes());
    int height = Text.height(ink, Text.BODY, text, size - 12) + 8;
    ink.fill(Palette.BANNER, x, y + size - height, size, height);
    int top = y + size - height + 4;
    Text.draw(ink, Text.BODY, Color.WHITE, text, x + 6, top, size - 12, true);
  }
}
