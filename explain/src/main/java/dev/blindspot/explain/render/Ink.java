package dev.blindspot.explain.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;

/** What a sheet is drawn with: pixels, vectors, or nothing when it is only measured. */
interface Ink {
  /** Whether anything is drawn; if not, images need not be made for it. */
  boolean draws();

  /** Sizes of a font's letters, the same for every ink. */
  FontMetrics metrics(Font font);

  /** A filled rectangle; the colour may be translucent. */
  void fill(Color colour, int x, int y, int width, int height);

  /** A rectangle's outline, centred on its edge. */
  void frame(Color colour, int thickness, int x, int y, int width, int height);

  /** A thin line. */
  void line(Color colour, int x1, int y1, int x2, int y2);

  /** One line of text that starts at {@code x}. */
  void text(Font font, Color colour, String text, int x, int baseline);

  /** An image at its own size. */
  void image(BufferedImage image, int x, int y);
}
