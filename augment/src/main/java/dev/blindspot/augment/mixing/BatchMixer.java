package dev.blindspot.augment.mixing;

import dev.blindspot.augment.geometry.Box;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Mixes the rows of a batch in place. It follows the cycles of the partner permutation: each row is
 * mixed with a partner that has not been mixed yet, and the first row of a cycle is kept for the
 * last one. This is done block by block, so that little has to be kept. Each thread has one and
 * uses it again and again, so that nothing is allocated for an image.
 */
final class BatchMixer {
  private static final int BLOCK = 2048;

  private static final ThreadLocal<BatchMixer> OF_THREAD = ThreadLocal.withInitial(BatchMixer::new);

  /** Blocks on the way, together smaller than a first-level cache. */
  private final float[][] scratch = new float[3][BLOCK];

  private int[] partner = {};
  private double[] lambda = {};

  /** The rows cycle by cycle; {@code ends} says where each cycle ends. */
  private int[] members = {};

  private int[] ends = {};
  private boolean[] seen = {};
  private int cycles;

  private BatchMixer() {}

  /** The calling thread's mixer, for a batch of so many rows as there are partners. */
  static BatchMixer of(int[] partner, double[] lambda) {
    BatchMixer mixer = OF_THREAD.get();
    mixer.partner = partner;
    mixer.lambda = lambda;
    if (mixer.members.length < partner.length) {
      mixer.members = new int[partner.length];
      mixer.ends = new int[partner.length];
      mixer.seen = new boolean[partner.length];
    }
    mixer.cycles = mixer.findCycles();
    return mixer;
  }

  /** Cycles of two and more rows; the partner of each member is the next one, cyclically. */
  private int findCycles() {
    Arrays.fill(seen, false);
    int count = 0;
    int member = 0;
    for (int start = 0; start < partner.length; start++) {
      if (partner[start] == start) {
        continue;
      }
      int before = member;
      for (int i = start; !seen[i]; i = partner[i]) {
        seen[i] = true;
        members[member++] = i;
      }
      if (member > before) {
        ends[count++] = member;
      }
    }
    return count;
  }

  /** Weighted sums of whole rows. */
  void sum(FloatBuffer values, int rowLength) {
    for (int cycle = 0; cycle < cycles; cycle++) {
      for (int from = 0; from < rowLength; from += BLOCK) {
        sumBlock(values, cycle, rowLength, from, Math.min(BLOCK, rowLength - from));
      }
    }
  }

  private int start(int cycle) {
    return cycle == 0 ? 0 : ends[cycle - 1];
  }

  private void sumBlock(FloatBuffer values, int cycle, int rowLength, int from, int length) {
    int end = ends[cycle];
    int start = start(cycle);
    float[] first = scratch[0];
    float[] own = scratch[1];
    float[] other = scratch[2];
    values.get(members[start] * rowLength + from, first, 0, length);
    System.arraycopy(first, 0, own, 0, length);
    for (int i = start; i < end; i++) {
      boolean last = i == end - 1;
      if (!last) {
        values.get(members[i + 1] * rowLength + from, other, 0, length);
      }
      float[] mixed = sum(own, last ? first : other, lambda[members[i]], length);
      values.put(members[i] * rowLength + from, mixed, 0, length);
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
    int lineLength = width * pixel;
    float[] kept = kept(lineLength);
    for (int cycle = 0; cycle < cycles; cycle++) {
      for (int line = 0; line < lines; line++) {
        int start = line * lineLength;
        pasteLine(values, cycle, boxes, line % height, start, lines * lineLength, pixel, kept);
      }
    }
  }

  private float[] kept(int length) {
    if (scratch[0].length < length) {
      scratch[0] = new float[length];
    }
    return scratch[0];
  }

  private void pasteLine(
      FloatBuffer values,
      int cycle,
      List<Box> boxes,
      int y,
      int lineStart,
      int rowLength,
      int pixel,
      float[] kept) {
    int start = start(cycle);
    int end = ends[cycle];
    Box needed = boxes.get(members[end - 1]);
    if (inside(y, needed)) {
      int from = members[start] * rowLength + lineStart + needed.x() * pixel;
      values.get(from, kept, 0, needed.width() * pixel);
    }
    for (int i = start; i < end; i++) {
      Box box = boxes.get(members[i]);
      if (inside(y, box)) {
        int target = members[i] * rowLength + lineStart + box.x() * pixel;
        int length = box.width() * pixel;
        if (i == end - 1) {
          values.put(target, kept, 0, length);
        } else {
          int source = members[i + 1] * rowLength + lineStart + box.x() * pixel;
          values.put(target, values, source, length);
        }
      }
    }
  }

  private static boolean inside(int y, Box box) {
    return y >= box.y() && y < box.y() + box.height();
  }
}
