package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.trunk.Trunk;

/** Says what a compiled network is. */
final class TrunkDescription {
  private TrunkDescription() {}

  static String of(Trunk trunk) {
    if (trunk.isChain()) {
      return "The network is one chain of layers that could be compiled.";
    }
    int convolutions = trunk.convolutions(trunk.size());
    if (trunk.global() == trunk.size()) {
      return "The network is a graph of %d convolutions that could be compiled."
          .formatted(convolutions);
    }
    return ("The network is a graph of %d convolutions that could be compiled; from behind the"
            + " first %d on, a mean over all places is multiplied with the map (squeeze and"
            + " excitation), so that every window changes whole maps.")
        .formatted(convolutions, trunk.convolutions(trunk.global()));
  }
}
