package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.convolve.RectangleConvolution;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.primitive.Fusion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which maps are needed in memory, and until when: channels joined in whole blocks are read where
 * they are.
 */
final class MapUse {
  private final boolean[] joined;
  private final int[] lastRead;

  MapUse(Trunk trunk, RectangleConvolution convolution) {
    this.joined = new boolean[trunk.size() + 1];
    this.lastRead = new int[trunk.size() + 1];
    int[] channels = trunk.channels();
    Arrays.fill(lastRead, -1);
    lastRead[trunk.size()] = trunk.size();
    for (int k = trunk.size() - 1; k >= 0; k--) {
      int block = convolution.block(channels[k + 1]);
      joined[k + 1] =
          trunk.node(k) instanceof Node.Concatenate
              && trunk.step(k).fusion().equals(Fusion.NONE)
              && trunk.sources(k).stream()
                  .allMatch(map -> convolution.block(channels[map]) == block);
      int read = joined[k + 1] ? lastRead[k + 1] : k;
      for (int source : trunk.sources(k)) {
        lastRead[source] = Math.max(lastRead[source], read);
      }
    }
  }

  /** Whether a map is only a view of those that are joined in it. */
  boolean isJoined(int map) {
    return joined[map];
  }

  /** The maps that nobody reads after a step. */
  List<Integer> endingWith(int k) {
    List<Integer> maps = new ArrayList<>();
    for (int map = 0; map <= k + 1; map++) {
      if (!joined[map] && (lastRead[map] == k || (map == k + 1 && lastRead[map] < 0))) {
        maps.add(map);
      }
    }
    return maps;
  }
}
