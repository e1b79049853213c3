package dev.blindspot.explain.engine;

import dev.blindspot.explain.backend.GraphMemory;
import dev.blindspot.explain.engine.compile.CompiledGraph;
import dev.blindspot.explain.engine.compile.GraphCompiler;
import dev.blindspot.explain.engine.convolve.ArrayConvolution;
import dev.blindspot.explain.engine.convolve.RectangleConvolution;
import dev.blindspot.explain.engine.trunk.Head;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.onednn.graph.ParameterStore;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network compiled for inference on a CPU: convolutions, pools and what joins them over maps,
 * batch normalisation folded into the convolutions, memory reused between calls.
 *
 * <p>Holds a copy of the weights of the moment when it was compiled. Works for images of any size
 * that the network's kernels fit into. Not safe for use by several threads at once. {@link #close}
 * frees the native memory.
 */
public final class CompiledNetwork implements Scorer, AutoCloseable {
  private final InputScaling scaling;
  private final Trunk trunk;
  private final Head head;
  private final WholeImages images;
  private final RectangleConvolution convolution;
  private final ParameterStore parameters;
  private final @Nullable WholeImages pooled; // null: the features are no means of maps
  private final Workspace workbench = new Workspace();

  private CompiledNetwork(
      InputScaling scaling,
      Trunk trunk,
      Head head,
      PlainPass pass,
      RectangleConvolution convolution,
      ParameterStore parameters) {
    this.scaling = scaling;
    this.trunk = trunk;
    this.head = head;
    this.images = new WholeImages(scaling, trunk, pass);
    this.convolution = convolution;
    this.parameters = parameters;
    boolean pools = pass instanceof PrimitivePass && trunk.isPooled() && trunk.size() > 1;
    this.pooled = pools ? beforePooling(scaling, trunk, parameters) : null;
  }

  private static WholeImages beforePooling(
      InputScaling scaling, Trunk trunk, ParameterStore parameters) {
    Trunk before = trunk.beforePooling();
    return new WholeImages(scaling, before, new PrimitivePass(before, parameters));
  }

  /**
   * Compiles a graph.
   *
   * @param graph in NCHW or NHWC; frozen layers are seen through, dropout is left out
   * @param scaling what is done to pixels before they enter the graph
   * @throws IllegalArgumentException if the graph holds an operation that is not known, or reads
   *     another number of channels than the scaling has, or ND4J does not run on a CPU; or if it is
   *     more than one chain, and oneDNN's own primitives cannot be used; the message says what was
   *     found
   */
  public static CompiledNetwork of(ComputationGraph graph, InputScaling scaling) {
    requireCpu();
    return of(new GraphCompiler(graph).compile(scaling.channels()), scaling);
  }

  /**
   * Compiles what was read from another format.
   *
   * @param compiled up to its features, and behind them; its head is closed with this
   * @throws IllegalArgumentException as {@link #of(ComputationGraph, InputScaling)}
   */
  public static CompiledNetwork of(CompiledGraph compiled, InputScaling scaling) {
    requireCpu();
    if (!OneDnnSupport.current().available()) {
      return withoutPrimitives(compiled, scaling);
    }
    Trunk trunk = compiled.trunk();
    ParameterStore parameters = new ParameterStore(NativeMemory.WEIGHT_BYTES);
    return new CompiledNetwork(
        scaling,
        trunk,
        compiled.head(),
        new PrimitivePass(trunk, parameters),
        RectangleConvolution.of(trunk, parameters),
        parameters);
  }

  /** As where oneDNN's own interface cannot be used: over ND4J's convolution. */
  static CompiledNetwork withoutPrimitives(ComputationGraph graph, InputScaling scaling) {
    return withoutPrimitives(new GraphCompiler(graph).compile(scaling.channels()), scaling);
  }

  private static CompiledNetwork withoutPrimitives(CompiledGraph compiled, InputScaling scaling) {
    try {
      ArrayConvolution convolution = new ArrayConvolution(compiled.trunk());
      FullPass pass = new FullPass(compiled.trunk(), convolution);
      return new CompiledNetwork(
          scaling, compiled.trunk(), compiled.head(), pass, convolution, new ParameterStore(0));
    } catch (IllegalArgumentException e) {
      compiled.head().close();
      throw e;
    }
  }

  private static void requireCpu() {
    if (!Nd4j.getEnvironment().isCPU()) {
      throw new IllegalArgumentException("The compiled engine needs ND4J's CPU backend.");
    }
  }

  /** Compiles a network of layers; otherwise as {@link #of(ComputationGraph, InputScaling)}. */
  public static CompiledNetwork of(MultiLayerNetwork network, InputScaling scaling) {
    ComputationGraph graph = network.toComputationGraph();
    try {
      return of(graph, scaling);
    } finally {
      GraphMemory.free(graph);
    }
  }

  /**
   * Probabilities.
   *
   * @param batch float32 {@code [N,C,H,W]}, as {@link Scorer} describes it
   * @return {@code [N,K]}
   */
  @Override
  public INDArray score(INDArray batch) {
    return head.probabilities(logits(batch));
  }

  /**
   * What the last softmax or sigmoid makes probabilities of.
   *
   * @param batch as for {@link #score}
   * @return {@code [N,K]}
   */
  public INDArray logits(INDArray batch) {
    return logits(images.features(batch));
  }

  /** Whether it ends in global average pooling, and {@link #pooled} has what that reads. */
  public boolean poolsFeatures() {
    return pooled != null;
  }

  /**
   * What global average pooling reads.
   *
   * @param batch as for {@link #score}
   * @return {@code [N,C,h,w]}
   * @throws IllegalStateException unless it {@link #poolsFeatures}
   */
  public INDArray pooled(INDArray batch) {
    if (pooled == null) {
      throw new IllegalStateException("the network does not end in global average pooling");
    }
    Shape2d map = pooled.shape(batch);
    return Nd4j.createFromArray(pooled.features(batch))
        .reshape(batch.size(0), map.channels(), map.height(), map.width());
  }

  /** How whole images are computed up to the features. */
  WholeImages images() {
    return images;
  }

  INDArray logits(float[][] features) {
    return head.logits(Nd4j.createFromArray(features));
  }

  INDArray probabilities(INDArray logits) {
    return head.probabilities(logits);
  }

  Trunk trunk() {
    return trunk;
  }

  Head head() {
    return head;
  }

  RectangleConvolution convolution() {
    return convolution;
  }

  Workspace workbench() {
    return workbench;
  }

  InputScaling scaling() {
    return scaling;
  }

  /** What it is, and how far windows of occlusion change rectangles only, in one sentence. */
  public String description() {
    return TrunkDescription.of(trunk);
  }

  /**
   * Multiplications and additions (one of each counts one) of all convolutions for one image.
   *
   * @param height of the image
   * @param width of the image
   */
  public long multiplyAdds(int height, int width) {
    return trunk.work(trunk.maps(height, width).stream().map(Shape2d::whole).toList());
  }

  /** Bytes of weights as oneDNN's own primitives want them, at present. */
  long weightBytes() {
    return parameters.bytes();
  }

  @Override
  public void close() {
    images.close();
    if (pooled != null) {
      pooled.close();
    }
    convolution.close();
    parameters.close();
    workbench.close();
    head.close();
  }
}
