package dev.blindspot.augment;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mixes the rows of a batch in place. It follows the cycles of the partner permutation: each row is
 * mixed with a partner that has not been mixed yet, and the first row of a cycle is kept for the
 * last one. This is done block by block, so that little has to be kept.
 */
final class BatchMixer {
  private static final int BLOCK = 4096;

  private final List<int[]> cycles;
  private final double[] lambda;

  BatchMixer(int[] partner, double[] lambda) {
    this.cycles = cycles(partner);
    this.lambda = lambda;
  }

  /** Cycles of two and more rows; the partner of each member is the next one, cyclically. */
  private static List<int[]> cycles(int[] partner) {
    List<int[]> cycles = new ArrayList<>();
    boolean[] seen = new boolean[partner.length];
    for (int start = 0; start < partner.length; start++) {
      int[] members = new int[partner.length];
      int count = 0;
      for (int i = start; !seen[i]; i = partner[i]) {
        seen[i] = true;
        members[count++] = i;
      }
      if (count > 1) {
        cycles.add(Arrays.copyOf(members, count));
      }
    }
    return cycles;
  }

  /** Weighted sums of whole rows. */
  void sum(FloatBuffer values, int rowLength) {
    float[][] scratch = new float[3][Math.min(BLOCK, rowLength)];
    for (int[] cycle : cycles) {
      for (int from = 0; from < rowLength; from += BLOCK) {
        sumBlock(values, cycle, rowLength, from, Math.min(BLOCK, rowLength - from), scratch);
      }
    }
  }

  private void sumBlock(
      FloatBuffer values, int[] cycle, int rowLength, int from, int length, float[][] scratch) {
    float[] first = scratch[0];
    float[] own = scratch[1];
    float[] other = scratch[2];
    values.get(cycle[0] * rowLength + from, first, 0, length);
    System.arraycopy(first, 0, own, 0, length);
    for (int i = 0; i < cycle.length; i++) {
      boolean last = i == cycle.length - 1;
      if (!last) {
        values.get(cycle[i + 1] * rowLength + from, other, 0, length);
      }
      float[] mixed = sum(own, last ? first : other, lambda[cycle[i]], length);
      values.put(cycle[i] * rowLength + from, mixed, 0, length);
      float[] free = own;
      own = other;
      other = free;
    }
  }

  /** The weighted sum, in {@code own} unless it is {@code other} exactly. */
  private static float[] sum(float[] own, float[] other, double weight, int length) {
    if (weight == 0) {
      return other;
    }
    if (weight < 1) {
      float mine = (float) weight;
      float rest = 1 - mine;
      for (int i = 0; i < length; i++) {
        own[i] = mine * own[i] + rest * other[i];
      }
    }
    return own;
  }

  /**
   * Replaces a box of each row by the partner's.
   *
   * @param lines runs of {@code width} pixels per row of the batch; a multiple of {@code height}
   * @param pixel values per pixel within a line
   */
  void paste(FloatBuffer values, List<Box> boxes, int lines, int height, int width, int pixel) {
    float[] kept = new float[width * pixel];
    int lineLength = width * pixel;
    for (int[] cycle : cycles) {
      for (int line = 0; line < lines; line++) {
        pasteLine(
            values,
            cycle,
            boxes,
            line % height,
            line * lineLength,
            lines * lineLength,
            pixel,
            kept);
      }
    }
  }

  private static void pasteLine(
      FloatBuffer values,
      int[] cycle,
      List<Box> boxes,
      int y,
      int lineStart,
      int rowLength,
      int pixel,
      float[] kept) {
    values.get(cycle[0] * rowLength + lineStart, kept);
    for (int i = 0; i < cycle.length; i++) {
      Box box = boxes.get(cycle[i]);
      if (y < box.y() || y >= box.y() + box.height()) {
        continue;
      }
      int start = box.x() * pixel;
      int length = box.width() * pixel;
      int target = cycle[i] * rowLength + lineStart + start;
      if (i == cycle.length - 1) {
        values.put(target, kept, start, length);
      } else {
        values.put(target, values, cycle[i + 1] * rowLength + lineStart + start, length);
      }
    }
  }
}
