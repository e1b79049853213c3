package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Chain;
import dev.blindspot.explain.engine.chain.GraphCompiler;
import dev.blindspot.explain.engine.chain.Head;
import dev.blindspot.explain.engine.chain.Shape2d;
import dev.blindspot.explain.engine.convolve.ArrayConvolution;
import dev.blindspot.explain.engine.convolve.RectangleConvolution;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.occlusion.Scorer;
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
 * A network compiled for inference on a CPU: a chain of convolutions and pools over maps with the
 * channel last, batch normalisation folded into the convolutions, memory reused between calls.
 *
 * <p>Holds a copy of the weights of the moment when it was compiled. Works for images of any size
 * that the network's kernels fit into. Not safe for use by several threads at once. {@link #close}
 * frees the native memory.
 */
public final class CompiledNetwork implements Scorer, AutoCloseable {
  private final InputScaling scaling;
  private final Chain chain;
  private final Head head;
  private final FullPass pass;
  private final @Nullable PrimitivePass primitives;
  private final RectangleConvolution convolution;
  private final NativeBuffer input = new NativeBuffer();
  private final Workspace workbench = new Workspace();

  private CompiledNetwork(
      InputScaling scaling,
      Chain chain,
      Head head,
      @Nullable PrimitivePass primitives,
      RectangleConvolution convolution) {
    this.scaling = scaling;
    this.chain = chain;
    this.head = head;
    this.pass = new FullPass(chain);
    this.primitives = primitives;
    this.convolution = convolution;
  }

  /**
   * Compiles a graph.
   *
   * @param graph in NCHW or NHWC; frozen layers are seen through, dropout is left out
   * @param scaling what is done to pixels before they enter the graph
   * @throws IllegalArgumentException if the graph is more than one chain of convolution, batch
   *     norm, ReLU, max pooling, global average pooling and dense layers, or reads another number
   *     of channels than the scaling has, or ND4J does not run on a CPU; the message says what was
   *     found
   */
  public static CompiledNetwork of(ComputationGraph graph, InputScaling scaling) {
    GraphCompiler.Compiled compiled = compiled(graph, scaling);
    return new CompiledNetwork(
        scaling,
        compiled.chain(),
        compiled.head(),
        PrimitivePass.of(compiled.chain()).orElse(null),
        RectangleConvolution.of(compiled.chain()));
  }

  /** As where oneDNN's own interface cannot be used: over ND4J's convolution. */
  static CompiledNetwork withoutPrimitives(ComputationGraph graph, InputScaling scaling) {
    GraphCompiler.Compiled compiled = compiled(graph, scaling);
    return new CompiledNetwork(
        scaling, compiled.chain(), compiled.head(), null, new ArrayConvolution(compiled.chain()));
  }

  private static GraphCompiler.Compiled compiled(ComputationGraph graph, InputScaling scaling) {
    if (!Nd4j.getEnvironment().isCPU()) {
      throw new IllegalArgumentException("The compiled engine needs ND4J's CPU backend.");
    }
    return new GraphCompiler(graph).compile(scaling.channels());
  }

  /** Compiles a network of layers; otherwise as {@link #of(ComputationGraph, InputScaling)}. */
  public static CompiledNetwork of(MultiLayerNetwork network, InputScaling scaling) {
    ComputationGraph graph = network.toComputationGraph();
    try {
      return of(graph, scaling);
    } finally {
      graph.close();
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
    if (batch.rank() != 4 || batch.size(1) != scaling.channels()) {
      throw new IllegalArgumentException(
          "batch must be [N,%d,H,W], was %s"
              .formatted(scaling.channels(), Arrays.toString(batch.shape())));
    }
    List<Shape2d> maps = chain.maps((int) batch.size(2), (int) batch.size(3));
    int count = (int) batch.size(0);
    int atOnce =
        primitives == null
            ? (int) Math.max(1, NativeMemory.PLAIN_FLOATS / pass.floatsPerImage(maps))
            : primitives.atOnce(maps);
    double[][] sums = new double[count][];
    for (int first = 0; first < count; first += atOnce) {
      int n = Math.min(atOnce, count - first);
      fill(input, batch, first, n, maps.get(0));
      double[][] part =
          primitives == null ? pass.sums(input, n, maps) : primitives.sums(input.values(), n, maps);
      System.arraycopy(part, 0, sums, first, n);
    }
    return logits(sums, maps);
  }

  INDArray logits(double[][] sums, List<Shape2d> maps) {
    Shape2d features = maps.get(maps.size() - 1);
    double places = (double) features.height() * features.width();
    float[][] means = new float[sums.length][features.channels()];
    for (int i = 0; i < sums.length; i++) {
      for (int c = 0; c < means[i].length; c++) {
        means[i][c] = (float) (sums[i][c] / places);
      }
    }
    return head.logits(Nd4j.createFromArray(means));
  }

  INDArray probabilities(INDArray logits) {
    return head.probabilities(logits);
  }

  Chain chain() {
    return chain;
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

  /**
   * Multiplications and additions (one of each counts one) of all convolutions for one image.
   *
   * @param height of the image
   * @param width of the image
   */
  public long multiplyAdds(int height, int width) {
    return chain.work(chain.maps(height, width).stream().map(Shape2d::whole).toList());
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
    if (primitives != null) {
      primitives.close();
    }
    convolution.close();
    input.close();
    workbench.close();
    chain.close();
    head.close();
  }
}
