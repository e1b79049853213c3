package dev.blindspot.augment.canvas;

import dev.blindspot.augment.geometry.Rgb;
import java.util.Arrays;

/**
 * What a thread uses again and again, so that painting allocates nothing: the canvases, and arrays
 * on the way to native memory. A canvas refers to its last image until there is another one.
 */
public final class CanvasCache {
  private static final ThreadLocal<CanvasCache> OF_THREAD =
      ThreadLocal.withInitial(CanvasCache::new);

  public final ByteArrayCanvas byteCanvas = new ByteArrayCanvas(this);
  public final PlanarFloatCanvas planarCanvas = new PlanarFloatCanvas();
  public final PackedFloatCanvas packedCanvas = new PackedFloatCanvas();

  /** For a {@link NoiseTable#BLOCK} of pixels; lost at the next use by the same thread. */
  final float[] floats = new float[3 * NoiseTable.BLOCK];

  // Rows of one colour, which most often is that of the last time: blue, green, red, and grey.
  private final float[][] rows = new float[4][0];
  private byte[] bytesRow = {};
  private int bytesLength;
  private int bytesPixel;

  private CanvasCache() {}

  public static CanvasCache get() {
    return OF_THREAD.get();
  }

  /** At least {@code length} times the same value; each kind of channel has a row of its own. */
  float[] row(int kind, float value, int length) {
    float[] row = rows[kind];
    if (row.length < length) {
      row = new float[length];
      rows[kind] = row;
      Arrays.fill(row, value);
    } else if (row[0] != value) {
      Arrays.fill(row, value);
    }
    return row;
  }

  /** At least {@code length} bytes, whole pixels of one colour. */
  byte[] row(Rgb colour, int channels, int length) {
    if (channels != 3) {
      return otherRow(colour, channels, length);
    }
    int pixel = PatchColours.toPixel(colour); // a kept colour would have to be allocated
    if (pixel != bytesPixel || length > bytesLength) {
      bytesRow = bytesRow.length < length ? new byte[length] : bytesRow;
      bytesLength = length;
      bytesPixel = pixel;
      PatchColours.repeat(pixel, bytesRow, length);
    }
    return bytesRow;
  }

  private byte[] otherRow(Rgb colour, int channels, int length) {
    bytesRow = bytesRow.length < length ? new byte[length] : bytesRow;
    bytesLength = 0; // no row of three channels any more
    for (int channel = 0; channel < channels; channel++) {
      byte value = Raster.toByte(PatchColours.value(colour, channel, channels));
      for (int i = channel; i < length; i += channels) {
        bytesRow[i] = value;
      }
    }
    return bytesRow;
  }
}
