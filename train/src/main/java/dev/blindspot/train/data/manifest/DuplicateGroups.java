package dev.blindspot.train.data.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Groups rows whose images are the same file or nearly the same image. The relation is made
 * transitive (a series of video frames is one group) by union-find. All pairs of hashes are
 * compared: 50 000 images take about a second.
 */
public final class DuplicateGroups {
  private final int[] parent;

  private DuplicateGroups(int count) {
    parent = new int[count];
    for (int i = 0; i < count; i++) {
      parent[i] = i;
    }
  }

  /**
   * Group numbers of rows.
   *
   * @param contents content hash of every row; equal ones are always one group
   * @param hashes perceptual hash of every row, empty for images without structure
   * @param bits largest number of differing bits that makes near-duplicates; -1 compares contents
   *     only
   * @return for every row the index of the first row of its group
   */
  public static int[] of(List<String> contents, List<OptionalLong> hashes, int bits) {
    DuplicateGroups groups = new DuplicateGroups(contents.size());
    groups.joinEqual(contents);
    if (bits >= 0) {
      groups.joinSimilar(hashes, bits);
    }
    int[] result = new int[contents.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = groups.root(i);
    }
    return result;
  }

  private void joinEqual(List<String> contents) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < contents.size(); i++) {
      Integer earlier = first.putIfAbsent(contents.get(i), i);
      if (earlier != null) {
        join(earlier, i);
      }
    }
  }

  private void joinSimilar(List<OptionalLong> hashes, int bits) {
    int[] rows = new int[hashes.size()];
    long[] values = new long[hashes.size()];
    int count = 0;
    for (int i = 0; i < hashes.size(); i++) {
      if (hashes.get(i).isPresent()) {
        rows[count] = i;
        values[count++] = hashes.get(i).getAsLong();
      }
    }
    for (int i = 1; i < count; i++) {
      long value = values[i];
      for (int j = 0; j < i; j++) {
        if (Long.bitCount(value ^ values[j]) <= bits) {
          join(rows[j], rows[i]);
        }
      }
    }
  }

  private int root(int row) {
    int root = row;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  /** The smaller index stays the root, so that a group is named by its first row. */
  private void join(int a, int b) {
    int rootA = root(a);
    int rootB = root(b);
    parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }
}
