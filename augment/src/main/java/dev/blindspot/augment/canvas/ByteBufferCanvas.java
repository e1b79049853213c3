package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;
import java.nio.ByteBuffer;

/** Bytes in native memory, interleaved; rows may have gaps between them (an OpenCV region). */
public record ByteBufferCanvas(ByteBuffer bgr, int height, int width, int rowStride)
    implements Raster {
  private int at(int x, int y) {
    return y * rowStride + 3 * x;
  }

  @Override
  public void fill(int x, int y, int width, int height, Rgb colour) {
    byte[] row = CanvasCache.get().row(colour, 3 * width);
    for (int i = y; i < y + height; i++) {
      bgr.put(at(x, i), row, 0, 3 * width);
    }
  }

  @Override
  public void copy(NoiseTable noise, int place, int x, int y, int length) {
    bgr.put(at(x, y), noise.packed(), 3 * place, 3 * length);
  }

  @Override
  public void copy(int fromX, int fromY, int x, int y, int length) {
    bgr.put(at(x, y), bgr, at(fromX, fromY), 3 * length);
  }

  @Override
  public void swap(int left, int right, int y) {
    for (int i = at(left, y), j = at(right, y), end = i + 3; i < end; i++, j++) {
      byte value = bgr.get(i);
      bgr.put(i, bgr.get(j));
      bgr.put(j, value);
    }
  }
}
