package dev.blindspot.explain.engine.compile;

import dev.blindspot.explain.engine.trunk.Head;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.NetworkGraph;

/**
 * A network in two parts.
 *
 * @param trunk from the image to the features
 * @param head from the features to probabilities
 */
public record CompiledGraph(Trunk trunk, Head head) {

  /**
   * Of a graph whose last operation puts the features out.
   *
   * @throws IllegalArgumentException if operations read other numbers of channels than there are;
   *     the head is closed then
   */
  public static CompiledGraph of(NetworkGraph features, Head head) {
    try {
      return new CompiledGraph(Trunk.of(features), head);
    } catch (IllegalArgumentException e) {
      head.close();
      throw e;
    }
  }
}
