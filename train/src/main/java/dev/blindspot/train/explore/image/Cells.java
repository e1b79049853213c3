package dev.blindspot.train.explore.image;

import dev.blindspot.explain.occlusion.Window;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Square cells of an image that are chosen one by one, or painted by a brush. Cells at the right
 * and the lower border are cut where the image ends.
 *
 * @param sidePx of a cell, 1 to 999
 * @param chosen row by row from the upper left
 */
public record Cells(int sidePx, BitSet chosen) {
  /** No cell. */
  public static final Cells NONE = new Cells(8, new BitSet());

  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,2})\\.([A-Za-z0-9_-]*)");

  public Cells {
    chosen = (BitSet) chosen.clone();
  }

  @Override
  public BitSet chosen() {
    return (BitSet) chosen.clone();
  }

  /**
   * Reads what the page writes: the side, a dot, and a bit for each cell in base64 for addresses,
   * the first one the lowest bit of the first byte; nothing for no cells.
   */
  public static Cells parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw malformed();
    }
    try {
      byte[] bits = Base64.getUrlDecoder().decode(parts.group(2));
      return new Cells(Integer.parseInt(parts.group(1)), BitSet.valueOf(bits));
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static RequestException malformed() {
    return RequestException.bad("cells must be SIDE.BITS: 1 to 999 pixels, and base64url");
  }

  public boolean isEmpty() {
    return chosen.isEmpty();
  }

  /**
   * The chosen cells as rectangles that do not overlap: neighbours in a row are one, and equal runs
   * below each other too.
   *
   * @throws RequestException if a cell lies outside of the image
   */
  public List<Window> rectangles(int height, int width) {
    int columns = (width + sidePx - 1) / sidePx;
    int rows = (height + sidePx - 1) / sidePx;
    if (chosen.length() > columns * rows) {
      throw RequestException.bad(
          "cells of %d pixels must lie inside the image of %d x %d pixels"
              .formatted(sidePx, width, height));
    }
    List<Window> done = new ArrayList<>();
    Map<Integer, Window> open = new LinkedHashMap<>(); // by the number of left edge and width
    for (int row = 0; row < rows; row++) {
      Map<Integer, Window> reached = new LinkedHashMap<>();
      for (Window run : runs(row, columns, height, width)) {
        int key = run.x() * (width + 1) + run.width();
        Window above = open.remove(key);
        reached.put(key, above == null ? run : joined(above, run));
      }
      done.addAll(open.values());
      open = reached;
    }
    done.addAll(open.values());
    return done;
  }

  private List<Window> runs(int row, int columns, int height, int width) {
    List<Window> runs = new ArrayList<>();
    int end = (row + 1) * columns;
    int y = row * sidePx;
    int at = chosen.nextSetBit(row * columns);
    while (at >= 0 && at < end) {
      int behind = Math.min(end, chosen.nextClearBit(at));
      int x = at % columns * sidePx;
      int right = Math.min(width, (behind - row * columns) * sidePx);
      runs.add(new Window(x, y, right - x, Math.min(sidePx, height - y)));
      at = chosen.nextSetBit(behind);
    }
    return runs;
  }

  private static Window joined(Window above, Window below) {
    return new Window(above.x(), above.y(), above.width(), above.height() + below.height());
  }
}
