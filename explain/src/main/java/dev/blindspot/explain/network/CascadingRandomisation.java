package dev.blindspot.explain.network;

import dev.blindspot.explain.backend.GraphMemory;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.Measurement;
import dev.blindspot.explain.measure.Similarity;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cascading randomisation (Adebayo et al. 2018, "Sanity Checks for Saliency Maps",
 * arXiv:1810.03292, section 3): destroy what the network has learned, layer by layer from the
 * logits down to the pixels, and see whether the map is destroyed too. A map that stays alike shows
 * the image, not the network.
 *
 * <p>Deviation from the paper, which draws new weights from the first distribution: every array of
 * a layer is shuffled, which keeps its distribution exactly, and variances of batch norm positive.
 * Deep networks are randomised in {@value #MOST_STEPS} steps of several layers, as the paper does
 * it with the blocks of Inception v3. The given network is not changed.
 */
public final class CascadingRandomisation {
  /** More would say no more, and take minutes with a hundred layers. */
  public static final int MOST_STEPS = 16;

  private final ComputationGraph graph;
  private final long seed;

  /**
   * @param graph the trained network
   * @param seed of the shuffling
   */
  public CascadingRandomisation(ComputationGraph graph, long seed) {
    this.graph = graph;
    this.seed = seed;
  }

  /** Draws a map of each image with a network; called once for every step of the cascade. */
  @FunctionalInterface
  public interface Method {
    List<Attribution> explain(ComputationGraph network);
  }

  /**
   * One step.
   *
   * @param layer the layer that was randomised last, after all that lie behind it
   * @param spearman rank correlation with the map of the trained network
   * @param ssim structural similarity with it
   */
  public record Step(String layer, Measurement spearman, Measurement ssim) {
    public Step {
      Objects.requireNonNull(layer, "layer must not be null");
      Objects.requireNonNull(spearman, "spearman must not be null");
      Objects.requireNonNull(ssim, "ssim must not be null");
    }
  }

  /**
   * For each image, the steps from the layer of the logits to the first layer.
   *
   * @param listener is told of every step
   */
  public List<List<Step>> run(Method method, ProgressListener listener) {
    List<Attribution> trained = method.explain(graph);
    ComputationGraph network = GraphSettings.networkLike(graph);
    try {
      return steps(network, trained, method, listener);
    } finally {
      GraphMemory.free(network);
    }
  }

  private List<List<Step>> steps(
      ComputationGraph network,
      List<Attribution> trained,
      Method method,
      ProgressListener listener) {
    List<List<Step>> steps = new ArrayList<>();
    trained.forEach(map -> steps.add(new ArrayList<>()));
    Random random = new Random(seed);
    List<List<GraphVertex>> groups = groups(learned(network));
    for (int i = 0; i < groups.size(); i++) {
      List<GraphVertex> group = groups.get(i);
      for (GraphVertex vertex : group) {
        vertex.getLayer().paramTable().values().forEach(array -> shuffle(array, random));
      }
      String last = group.get(group.size() - 1).getVertexName();
      List<Attribution> maps = method.explain(network);
      for (int image = 0; image < maps.size(); image++) {
        steps.get(image).add(step(last, trained.get(image), maps.get(image)));
      }
      listener.progress(i + 1, groups.size());
    }
    return steps;
  }

  /** Layers with parameters, from the logits to the first. */
  private static List<GraphVertex> learned(ComputationGraph network) {
    List<GraphVertex> layers = new ArrayList<>();
    for (int vertex : network.topologicalSortOrder()) {
      Layer layer = network.getVertices()[vertex].getLayer();
      if (layer != null && layer.numParams() > 0) {
        layers.add(0, network.getVertices()[vertex]);
      }
    }
    return layers;
  }

  /** The logits by themselves, the others in as many groups as may be, all of one size or so. */
  static <T> List<List<T>> groups(List<T> layers) {
    if (layers.isEmpty()) {
      return List.of();
    }
    List<List<T>> groups = new ArrayList<>();
    groups.add(layers.subList(0, 1));
    List<T> others = layers.subList(1, layers.size());
    int count = Math.min(others.size(), MOST_STEPS - 1);
    for (int i = 0; i < count; i++) {
      groups.add(others.subList(i * others.size() / count, (i + 1) * others.size() / count));
    }
    return groups;
  }

  private static Step step(String layer, Attribution trained, Attribution map) {
    return new Step(layer, Similarity.spearman(trained, map), Similarity.ssim(trained, map));
  }

  private static void shuffle(INDArray parameters, Random random) {
    float[] values = parameters.dup('c').data().asFloat();
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      float kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
    parameters.assign(Nd4j.createFromArray(values).reshape(parameters.shape()));
  }
}
