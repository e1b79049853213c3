package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.kernel.PatchTensor;
import dev.blindspot.explain.engine.trunk.Rect;
import java.util.ArrayList;
import java.util.List;

/**
 * What windows leave of one map.
 *
 * @param values recomputed numbers
 * @param relu whether they still wait for their ReLU
 * @param patches where they are, by window
 * @param order the windows that change something, as they lie in memory
 */
record PatchMap(NativeBuffer values, boolean relu, List<PatchTensor> patches, List<Integer> order) {

  /** Of the windows that change something; the others keep the clean map. */
  static PatchMap of(NativeBuffer values, boolean relu, List<PatchTensor> changed, int windows) {
    List<PatchTensor> patches = new ArrayList<>();
    for (int window = 0; window < windows; window++) {
      patches.add(PatchTensor.unchanged(window));
    }
    changed.forEach(patch -> patches.set(patch.window(), patch));
    List<Integer> order = changed.stream().map(PatchTensor::window).toList();
    return new PatchMap(values, relu, patches, order);
  }

  /**
   * Whether what these windows read lies in memory one after the other, just as a copy would: as
   * much as was stored, all of it changed.
   *
   * @param floats numbers that each of them reads
   */
  boolean isContiguous(List<Integer> windows, List<Rect> reads, long floats) {
    long at = patches.get(windows.get(0)).offset();
    for (int i = 0; i < windows.size(); i++) {
      PatchTensor patch = patches.get(windows.get(i));
      if (!patch.stored().equals(reads.get(i))
          || !patch.changed().equals(patch.stored())
          || patch.offset() != at) {
        return false;
      }
      at += floats;
    }
    return !relu;
  }
}
