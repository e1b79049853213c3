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
import dev.blindspot.explain.onednn.graph.GraphTiming;
import dev.blindspot.explain.onednn.graph.ParameterStore;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
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
  private final PlainPass pass;
  private final RectangleConvolution convolution;
  private final ParameterStore parameters;
  private final @Nullable Pooled pooled; // null: the features are no means of maps
  private final NativeBuffer input = new NativeBuffer();
  private final Workspace workbench = new Workspace();

  /** The part up to what global average pooling reads. */
  private record Pooled(Trunk trunk, PlainPass pass) {
    static Pooled of(Trunk whole, ParameterStore parameters) {
      Trunk before = whole.beforePooling();
      return new Pooled(before, new PrimitivePass(before, parameters));
    }
  }

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
    this.pass = pass;
    this.convolution = convolution;
    this.parameters = parameters;
    boolean pools = pass instanceof PrimitivePass && trunk.isPooled() && trunk.size() > 1;
    this.pooled = pools ? Pooled.of(trunk, parameters) : null;
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
    return logits(features(pass, maps(batch), batch));
  }

  private float[][] features(PlainPass by, List<Shape2d> maps, INDArray batch) {
    int count = (int) batch.size(0);
    int atOnce = by.atOnce(maps);
    float[][] features = new float[count][];
    for (int first = 0; first < count; first += atOnce) {
      int n = Math.min(atOnce, count - first);
      fill(input, batch, first, n, maps.get(0));
      System.arraycopy(by.features(input, n, maps), 0, features, first, n);
    }
    return features;
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
    requireImages(batch);
    List<Shape2d> maps = pooled.trunk.maps((int) batch.size(2), (int) batch.size(3));
    Shape2d last = maps.get(maps.size() - 1);
    return Nd4j.createFromArray(features(pooled.pass, maps, batch))
        .reshape(batch.size(0), last.channels(), last.height(), last.width());
  }

  private List<Shape2d> maps(INDArray batch) {
    requireImages(batch);
    return trunk.maps((int) batch.size(2), (int) batch.size(3));
  }

  private void requireImages(INDArray batch) {
    if (batch.rank() != 4 || batch.size(1) != scaling.channels()) {
      throw new IllegalArgumentException(
          "batch must be [N,%d,H,W], was %s"
              .formatted(scaling.channels(), Arrays.toString(batch.shape())));
    }
  }

  /** Images of a batch that are computed at once. */
  int atOnce(INDArray batch) {
    return (int) Math.min(batch.size(0), pass.atOnce(maps(batch)));
  }

  /**
   * Makes ready to time the steps up to the features with the first images of a batch, as many as
   * are computed at once.
   *
   * @return to be closed before this
   * @throws IllegalStateException if oneDNN's own primitives do not compute them; the message says
   *     why
   */
  GraphTiming timing(INDArray batch) {
    if (!(pass instanceof PrimitivePass primitives)) {
      throw new IllegalStateException(
          "oneDNN's own primitives do not compute this network: "
              + OneDnnSupport.current().reason());
    }
    List<Shape2d> maps = maps(batch);
    int count = atOnce(batch);
    float[] images = new float[Math.toIntExact(count * maps.get(0).floats())];
    fill(input, batch, 0, count, maps.get(0));
    input.values().get(0, images);
    return primitives.timing(FloatBuffer.wrap(images), count, maps);
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

  private void fill(NativeBuffer target, INDArray batch, int first, int count, Shape2d map) {
    int length = (int) map.floats();
    target.require((long) count * length);
    INDArray planes = Planes.contiguous(batch.castTo(DataType.FLOAT));
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              float[] pixels = Planes.read(planes, (long) (first + i) * length, length);
              float[] scaled = new float[length];
              scaling.interleave(pixels, scaled);
              target.values().put(i * length, scaled);
            });
  }

  @Override
  public void close() {
    pass.close();
    if (pooled != null) {
      pooled.pass.close();
    }
    convolution.close();
    parameters.close();
    input.close();
    workbench.close();
    head.close();
  }
}
