package dev.blindspot.explain.network;

import dev.blindspot.explain.backend.GraphMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The gradient of a class's score with respect to what any vertex of a network puts out, as the
 * network is used for inference: through frozen layers too, with the stored statistics of batch
 * norm and without dropout.
 *
 * <p>DL4J has no such thing: it differentiates losses, stops at frozen layers, and always
 * differentiates batch norm as in training. So the vertices of a copy are walked here one by one,
 * forward and back. The copy is made once, with the weights of that moment; {@link #close} frees
 * it. The copy is in NCHW whatever the network is in, since DL4J's backward pass with the channel
 * last is wrong where oneDNN helps. Not safe for use by several threads at once.
 */
public final class ScoreGradient implements AutoCloseable {

  /** What is differentiated. */
  public enum Score {
    /** The number before softmax. */
    LOGIT,
    /** The number after it, which saturates: its gradient vanishes where the network is sure. */
    PROBABILITY
  }

  /**
   * A vertex during one pass.
   *
   * @param activation what it put out, {@code [N,...]}
   * @param gradient of the score, of the same shape; for image {@code n} that of its own score
   */
  public record At(INDArray activation, INDArray gradient) {
    public At {
      Objects.requireNonNull(activation, "activation must not be null");
      Objects.requireNonNull(gradient, "gradient must not be null");
    }
  }

  private final ComputationGraph graph;
  private final GraphLayers layers;
  private final DenseHead head;
  private final LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();

  /**
   * @param graph a network with one input that ends in a dense layer with softmax; not changed
   * @throws IllegalArgumentException if it ends otherwise
   */
  public ScoreGradient(ComputationGraph graph) {
    if (graph.getConfiguration().getNetworkInputs().size() != 1) {
      throw refusal("This one has several inputs");
    }
    this.head = DenseHead.of(graph, ScoreGradient::refusal);
    this.graph = LogitGraph.copyOf(graph, head);
    this.layers = new GraphLayers(this.graph);
  }

  /** Number of classes. */
  public int classes() {
    return (int) graph.getLayer(head.vertex()).getParam("W").size(1);
  }

  /** Name of the input, for gradients with respect to the pixels. */
  public String input() {
    return graph.getConfiguration().getNetworkInputs().get(0);
  }

  /**
   * The last convolution's features: the last convolution in the order of computation and the
   * activation and batch norm layers right behind it, a sum with a shortcut among them.
   *
   * @throws IllegalArgumentException if the network has no convolution
   */
  public String lastFeatures() {
    return layers.lastFeatures();
  }

  /**
   * Runs images forward and one score of each back to a vertex.
   *
   * @param vertex name of a vertex that the score depends on, or of the input
   * @param images {@code [N,C,H,W]}, normalised as the network expects them, channel first whatever
   *     its layout; not changed
   * @param score what is differentiated
   * @param targets for each image the class whose score it is
   * @throws IllegalArgumentException if there is no such vertex, or the score does not depend on it
   */
  public At at(String vertex, INDArray images, Score score, int... targets) {
    requireTargets(images, targets);
    requireLayer(vertex);
    try (Scratch scratch = new Scratch()) {
      Map<String, INDArray> activations = forward(images, scratch);
      Map<String, INDArray> gradients = new HashMap<>();
      INDArray logits = get(activations, head.vertex());
      gradients.put(head.vertex(), scratch.add(seed(logits, score, targets)));
      List<String> order = order();
      for (int i = order.indexOf(head.vertex()); !order.get(i).equals(vertex); i--) {
        back(order.get(i), activations, gradients, scratch);
        if (i == 0) {
          throw new IllegalArgumentException("vertex '" + vertex + "' is not before the logits");
        }
      }
      INDArray gradient = gradients.get(vertex);
      if (gradient == null) {
        throw new IllegalArgumentException("vertex '" + vertex + "' has no part in the logits");
      }
      return new At(get(activations, vertex).dup(), gradient.dup());
    }
  }

  /**
   * What a vertex puts out, up to the logits.
   *
   * @param vertex its name
   * @param images as for {@link #at}
   * @return with the channel first whatever the network's layout
   */
  public INDArray activation(String vertex, INDArray images) {
    try (Scratch scratch = new Scratch()) {
      return get(forward(images, scratch), vertex).dup();
    }
  }

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException if there is no such vertex
   */
  public void requireLayer(String vertex) {
    if (!order().contains(vertex)) {
      throw new IllegalArgumentException(
          "layer must be one of %s, was '%s'".formatted(order(), vertex));
    }
  }

  private void requireTargets(INDArray images, int[] targets) {
    if (targets.length != images.size(0)) {
      throw new IllegalArgumentException(
          "targets must hold a class for each of %d images, held %d"
              .formatted(images.size(0), targets.length));
    }
    for (int target : targets) {
      if (target < 0 || target >= classes()) {
        throw new IllegalArgumentException(
            "target must be between 0 and %d, was %d".formatted(classes() - 1, target));
      }
    }
  }

  private Map<String, INDArray> forward(INDArray images, Scratch scratch) {
    Map<String, INDArray> activations = new HashMap<>();
    activations.put(input(), scratch.add(images.castTo(DataType.FLOAT).dup('c')));
    graph.setInputs(activations.get(input())); // preprocessors ask the graph for the batch size
    for (String name : order()) {
      GraphVertex vertex = graph.getVertex(name);
      if (!vertex.isInputVertex()) {
        setInputs(vertex, activations, scratch);
        activations.put(name, scratch.add(vertex.doForward(false, memory)));
      }
      if (name.equals(head.vertex())) {
        break;
      }
    }
    return activations;
  }

  private void back(
      String name,
      Map<String, INDArray> activations,
      Map<String, INDArray> gradients,
      Scratch scratch) {
    INDArray gradient = gradients.remove(name);
    GraphVertex vertex = graph.getVertex(name);
    if (gradient == null || vertex.isInputVertex()) {
      return; // the score does not depend on it
    }
    INDArray[] before = through(vertex, gradient, activations, scratch);
    VertexIndices[] inputs = vertex.getInputVertices();
    for (int i = 0; i < inputs.length; i++) {
      String input = graph.getVertices()[inputs[i].getVertexIndex()].getVertexName();
      gradients.merge(input, scratch.add(before[i]), (a, b) -> scratch.add(a.add(b)));
    }
  }

  private INDArray[] through(
      GraphVertex vertex, INDArray gradient, Map<String, INDArray> activations, Scratch scratch) {
    var layer = layers.layer(vertex.getVertexName());
    if (layer instanceof DropoutLayer) {
      return new INDArray[] {gradient};
    }
    if (layer instanceof BatchNormalization) {
      return new INDArray[] {gradient.mul(slope(vertex, gradient))};
    }
    setInputs(vertex, activations, scratch); // again: some layers overwrite their input
    vertex.setEpsilon(scratch.add(gradient.dup('c')));
    return vertex.doBackward(false, memory).getSecond();
  }

  /**
   * In inference batch norm is a line per channel: its slope is what it makes of 1 minus what it
   * makes of 0.
   */
  private INDArray slope(GraphVertex vertex, INDArray like) {
    long[] shape = new long[like.rank()];
    Arrays.fill(shape, 1);
    shape[1] = like.size(1);
    INDArray one =
        vertex.getLayer().activate(Nd4j.ones(DataType.FLOAT, shape), false, memory).dup();
    return one.subi(vertex.getLayer().activate(Nd4j.zeros(DataType.FLOAT, shape), false, memory));
  }

  private void setInputs(GraphVertex vertex, Map<String, INDArray> activations, Scratch scratch) {
    VertexIndices[] inputs = vertex.getInputVertices();
    for (int i = 0; i < inputs.length; i++) {
      String input = graph.getVertices()[inputs[i].getVertexIndex()].getVertexName();
      vertex.setInput(i, scratch.add(get(activations, input).dup()), memory);
    }
  }

  /**
   * The arrays of one pass, freed together: the garbage collector, which sees only their few bytes
   * in Java's heap, would let gigabytes of them pile up.
   */
  private static final class Scratch implements AutoCloseable {
    private final List<INDArray> arrays = new ArrayList<>();

    INDArray add(INDArray array) {
      arrays.add(array);
      return array;
    }

    @Override
    public void close() {
      for (INDArray array : arrays) {
        if (array.closeable()) { // not a view, nor one that shares what was freed
          array.close();
        }
      }
    }
  }

  /** The gradient of the score with respect to the logits, {@code [N,K]}. */
  private INDArray seed(INDArray logits, Score score, int[] targets) {
    INDArray one = Nd4j.zeros(DataType.FLOAT, logits.shape());
    for (int n = 0; n < targets.length; n++) {
      one.putScalar(n, targets[n], 1);
    }
    if (score == Score.LOGIT) {
      return one;
    }
    if (!head.softmax()) {
      INDArray p = Transforms.sigmoid(logits, true);
      return one.mul(p).mul(p.rsub(1));
    }
    INDArray p = Transforms.softmax(logits, true);
    INDArray target = p.mul(one).sum(true, 1);
    return one.sub(p).mul(target); // p_c (1[j = c] - p_j)
  }

  private List<String> order() {
    return GraphLayers.order(graph);
  }

  private static INDArray get(Map<String, INDArray> activations, String vertex) {
    return Objects.requireNonNull(activations.get(vertex), vertex);
  }

  @Override
  public void close() {
    GraphMemory.free(graph);
  }

  private static IllegalArgumentException refusal(String found) {
    return new IllegalArgumentException(
        "A gradient of a class's score needs a network with one input that ends in one dense"
            + " softmax layer. "
            + found
            + ".");
  }
}
