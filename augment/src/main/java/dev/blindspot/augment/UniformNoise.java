package dev.blindspot.augment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Noise of which every channel is uniform in the whole numbers 0..255. */
final class UniformNoise implements Canvas.PixelSource {
  static final UniformNoise INSTANCE = new UniformNoise();

  /** Eight bytes of an array; the lowest comes first. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A float for each byte: looking it up takes less time than the conversion. */
  private static final float[] FLOAT = floats();

  // The same numbers twice: pixel by pixel for the targets of bytes, and as three planes.
  private static final byte[] FIRST = table(1);
  private static final byte[] SECOND = table(2);
  private static final byte[] FIRST_PLANES = planes(FIRST);
  private static final byte[] SECOND_PLANES = planes(SECOND);

  private UniformNoise() {}

  private static float[] floats() {
    float[] values = new float[256];
    for (int i = 0; i < 256; i++) {
      values[i] = i;
    }
    return values;
  }

  private static byte[] table(long seed) {
    byte[] values = new byte[3 * Noise.TABLE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Noise.bits(seed, i);
    }
    return values;
  }

  private static byte[] planes(byte[] pixels) {
    byte[] planes = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      planes[i % 3 * Noise.TABLE + i / 3] = pixels[i];
    }
    return planes;
  }

  @Override
  public void packed(long seed, int x, int y, int length, byte[] target, int from) {
    long places = Noise.places(seed, x, y);
    combine(3 * Noise.first(places, x), 3 * Noise.second(places, x), target, from, 3 * length);
  }

  private static void combine(int first, int second, byte[] target, int from, int length) {
    int i = 0;
    for (; i <= length - 8; i += 8) {
      long eight = eight(FIRST, first + i) ^ eight(SECOND, second + i);
      EIGHT.set(target, from + i, eight);
    }
    for (; i < length; i++) {
      target[from + i] = (byte) (FIRST[first + i] ^ SECOND[second + i]);
    }
  }

  @Override
  public void planes(long seed, int x, int y, int length, float[] target) {
    long places = Noise.places(seed, x, y);
    int first = Noise.first(places, x);
    int second = Noise.second(places, x);
    for (int channel = 0; channel < 3; channel++) {
      int plane = channel * Noise.TABLE;
      combine(plane + first, plane + second, target, channel * length, length);
    }
  }

  private static void combine(int first, int second, float[] target, int from, int length) {
    int i = 0;
    for (; i <= length - 8; i += 8) {
      long eight = eight(FIRST_PLANES, first + i) ^ eight(SECOND_PLANES, second + i);
      int at = from + i;
      target[at] = FLOAT[(int) eight & 255];
      target[at + 1] = FLOAT[(int) (eight >>> 8) & 255];
      target[at + 2] = FLOAT[(int) (eight >>> 16) & 255];
      target[at + 3] = FLOAT[(int) (eight >>> 24) & 255];
      target[at + 4] = FLOAT[(int) (eight >>> 32) & 255];
      target[at + 5] = FLOAT[(int) (eight >>> 40) & 255];
      target[at + 6] = FLOAT[(int) (eight >>> 48) & 255];
      target[at + 7] = FLOAT[(int) (eight >>> 56)];
    }
    for (; i < length; i++) {
      target[from + i] = FLOAT[(FIRST_PLANES[first + i] ^ SECOND_PLANES[second + i]) & 255];
    }
  }

  private static long eight(byte[] values, int from) {
    return (long) EIGHT.get(values, from);
  }
}
