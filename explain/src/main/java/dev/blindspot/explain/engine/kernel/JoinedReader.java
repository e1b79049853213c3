package dev.blindspot.explain.engine.kernel;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Span;
import java.util.List;

/**
 * Reads the channels of several maps one after the other, which nobody needs to copy together.
 *
 * @param layout of all of them
 * @param parts maps of the same height, width and block
 */
public record JoinedReader(MapLayout layout, List<RowReader> parts) implements RowReader {
  public JoinedReader {
    parts = List.copyOf(parts);
  }

  @Override
  public Rect changed(int window) {
    return parts.stream().map(p -> p.changed(window)).reduce(Rect.EMPTY, Rect::union);
  }

  @Override
  public RowReader paddedBy(float value) {
    return new JoinedReader(layout, parts.stream().map(p -> p.paddedBy(value)).toList());
  }

  @Override
  public void read(int window, int block, int y, Span columns, float[] into) {
    int index = block;
    for (RowReader part : parts) {
      int blocks = part.layout().blocks();
      if (index < blocks) {
        part.read(window, index, y, columns, into);
        return;
      }
      index -= blocks;
    }
    throw new IndexOutOfBoundsException(block);
  }

  @Override
  public void readClean(int block, int y, int from, int to, int shift, float[] into) {
    int index = block;
    for (RowReader part : parts) {
      int blocks = part.layout().blocks();
      if (index < blocks) {
        part.readClean(index, y, from, to, shift, into);
        return;
      }
      index -= blocks;
    }
    throw new IndexOutOfBoundsException(block);
  }
}
