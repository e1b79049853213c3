package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.explain.map.Attribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cells of a map in the order of their importance, as places of an image. Equal cells, and all
 * of a map that is not finite, keep their order from the top left.
 */
final class MapOrder {
  private final Attribution map;
  private final List<Integer> cells;

  /** An order from the most important cell, or from the least important one. */
  MapOrder(Attribution map, boolean mostFirst) {
    this.map = map;
    float[] values = map.values();
    Comparator<Integer> rising = Comparator.comparingDouble(cell -> values[cell]);
    IntStream indices = IntStream.range(0, values.length);
    this.cells =
        map.finite()
            ? indices.boxed().sorted(mostFirst ? rising.reversed() : rising).toList()
            : indices.boxed().toList();
  }

  /**
   * The first cells that make up a share of an image's area; of the last one only the upper rows
   * that are still missing, so that the area is right up to a row of a cell.
   */
  List<Box> hidden(double fraction, int height, int width) {
    List<Box> boxes = new ArrayList<>();
    long missing = Math.round(fraction * height * width);
    for (int i = 0; i < cells.size() && missing > 0; i++) {
      Box cell = box(cells.get(i), height, width);
      int rows = (int) Math.min(cell.height(), Math.round((double) missing / cell.width()));
      if (rows > 0) {
        boxes.add(new Box(cell.x(), cell.y(), cell.width(), rows));
      }
      missing -= (long) cell.width() * cell.height();
    }
    return boxes;
  }

  private Box box(int cell, int height, int width) {
    int row = cell / map.width();
    int column = cell % map.width();
    int top = row * height / map.height();
    int left = column * width / map.width();
    return new Box(
        left,
        top,
        (column + 1) * width / map.width() - left,
        (row + 1) * height / map.height() - top);
  }
}
