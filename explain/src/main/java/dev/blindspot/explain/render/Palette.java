package dev.blindspot.explain.render;

import java.awt.Color;

/** Colours of everything that is not data. */
final class Palette {
  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x1d232b);
  static final Color FAINT = new Color(0x8a94a0);
  static final Color EMPTY = new Color(0xeef0f3);
  static final Color BANNER = new Color(20, 24, 30, 190);

  private Palette() {}
}
