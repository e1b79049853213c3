package dev.blindspot.explain.engine.convolve;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.graph.ParameterStore;
import dev.blindspot.explain.onednn.graph.Sliding;
import dev.blindspot.explain.onednn.nd4j.ArrayTensors;
import dev.blindspot.explain.onednn.primitive.Algorithm;
import dev.blindspot.explain.onednn.primitive.Axis;
import dev.blindspot.explain.onednn.primitive.Convolution;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.primitive.Fusion;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * By oneDNN's own primitives over maps in blocks of channels, with the ReLU inside, by Winograd's
 * algorithm where a rectangle fills enough of its 4x4 tiles.
 *
 * <p>Every shape needs code of its own, so that there are few: rectangles grow to whole tiles, and
 * calls are of few sizes. The code of the last {@value #SHAPES} is kept, of more for large
 * networks.
 */
final class PrimitiveConvolution implements RectangleConvolution {
  private static final int TILE = 4;

  private static final int SHAPES = 192;

  /** Of networks of many convolutions. */
  private static final int SHAPES_PER_CONVOLUTION = 12;

  /** 64 windows of 512 channels are no faster, and take 128 MB of working memory instead of 86. */
  private static final int MOST_WINDOWS = 32;

  private static final int STEP = 8;

  /** Winograd's weights from here on (256 to 512 channels) are kept in one arrangement only. */
  private static final long LARGE_WEIGHTS = 4L << 20;

  /** So many tiles and more of a call all want the same arrangement of large weights. */
  private static final long TILES = 96;

  private final Trunk trunk;
  private final ParameterStore parameters;
  private final Map<Integer, Tensor> biases = new HashMap<>();
  private final Map<Key, Operation> operations = new LinkedHashMap<>(16, 0.75f, true);
  private final int shapes;

  private record Key(int step, ConvolutionShape shape) {}

  /**
   * @param parameters lends the weights, and stays the caller's
   */
  PrimitiveConvolution(Trunk trunk, ParameterStore parameters) {
    this.trunk = trunk;
    this.parameters = parameters;
    this.shapes = Math.max(SHAPES, SHAPES_PER_CONVOLUTION * trunk.convolutions(trunk.size()));
  }

  static boolean isAvailable() {
    return OneDnnSupport.current().available();
  }

  @Override
  public int block(int channels) {
    MemoryOrder order = MemoryOrder.blocked();
    return order.fits(channels) ? order.block() : channels;
  }

  @Override
  public boolean activates() {
    return true;
  }

  @Override
  public Rect grown(int k, Rect outputs, Shape2d map) {
    if (!isByWinograd(node(k), outputs)) {
      return outputs;
    }
    return new Rect(
        outputs.rows().grown(tiled(outputs.height(), map.height()), map.height()),
        outputs.columns().grown(tiled(outputs.width(), map.width()), map.width()));
  }

  private static boolean isByWinograd(Node.Convolve node, Rect outputs) {
    Axis rows = inside(node.rows(), node.rows().inputs(outputs.height()));
    Axis columns = inside(node.columns(), node.columns().inputs(outputs.width()));
    return node.rows().kernel() == 3
        && node.columns().kernel() == 3
        && node.rows().stride() == 1
        && node.columns().stride() == 1
        && Convolution.inferenceAlgorithm(shape(node, 1, rows, columns)) == Algorithm.WINOGRAD;
  }

  private static int tiled(int outputs, int limit) {
    return Math.min(limit, tiles(outputs) * TILE);
  }

  /**
   * From calls of 1 to 32 windows of 64 to 512 channels (AMD EPYC, AVX-512): 0.2 to 2 ms each,
   * mostly reading Winograd's weights.
   */
  @Override
  public int callPlaces() {
    return 256;
  }

  /**
   * In multiples of 8, which want large weights in one arrangement where numbers between want three
   * (oneDNN 2.5.2, 256 and 512 channels), then what is left.
   */
  @Override
  public List<Integer> calls(int windows, long floats) {
    int most = (int) Math.max(1, Math.min(MOST_WINDOWS, ArrayConvolution.CALL_FLOATS / floats));
    List<Integer> calls = new ArrayList<>();
    for (int left = windows; left > 0; left -= calls.get(calls.size() - 1)) {
      int fits = Math.min(most, left);
      calls.add(fits < STEP ? fits : fits - fits % STEP);
    }
    return calls;
  }

  @Override
  public void whole(int k, INDArray in, INDArray out) {
    Node.Convolve node = node(k);
    run(k, in, out, padded(node.rows(), in.size(1)), padded(node.columns(), in.size(2)));
  }

  @Override
  public void inside(int k, INDArray in, INDArray out) {
    Node.Convolve node = node(k);
    run(k, in, out, inside(node.rows(), in.size(1)), inside(node.columns(), in.size(2)));
  }

  private static Axis padded(Sliding sliding, long size) {
    return sliding.over((int) size);
  }

  private static Axis inside(Sliding sliding, long size) {
    return new Axis((int) size, sliding.kernel(), sliding.stride(), 0, 0, sliding.dilation());
  }

  private Node.Convolve node(int k) {
    return (Node.Convolve) trunk.node(k);
  }

  private static ConvolutionShape shape(Node.Convolve node, long windows, Axis rows, Axis columns) {
    return new ConvolutionShape(
        (int) windows, channels(node), node.bias().length, node.groups(), rows, columns);
  }

  private static int channels(Node.Convolve node) {
    int taps = node.rows().kernel() * node.columns().kernel();
    return node.weights().length / node.bias().length / taps * node.groups();
  }

  private void run(int k, INDArray in, INDArray out, Axis rows, Axis columns) {
    Node.Convolve node = node(k);
    ConvolutionShape shape = shape(node, in.size(0), rows, columns);
    Operation operation = operation(k, shape);
    operation
        .with(Argument.WEIGHTS, parameters.lend(node, operation, Argument.WEIGHTS, node.weights()))
        .with(Argument.SOURCE, tensor(in, shape.source()))
        .with(Argument.OUTPUT, tensor(out, shape.output()))
        .run();
  }

  private static Tensor tensor(INDArray maps, long... sizes) {
    return ArrayTensors.over(maps, TensorLayout.ofMaps(sizes[0], sizes[1], sizes[2], sizes[3]));
  }

  private Operation operation(int k, ConvolutionShape shape) {
    Key key = new Key(k, shape);
    Operation operation = operations.get(key);
    if (operation == null) {
      Fusion fusion = trunk.step(k).fusion();
      OneDnnContext context = OneDnnContext.shared();
      operation =
          isRare(shape)
              ? Convolution.directInference(context, shape, true, fusion)
              : Convolution.inference(context, shape, true, fusion);
      operation.with(Argument.BIAS, biases.computeIfAbsent(k, this::bias));
      operations.put(key, operation);
      evict();
    }
    return operation;
  }

  private Tensor bias(int k) {
    float[] bias = node(k).bias();
    return Tensor.of(bias, bias.length);
  }

  /**
   * Whether a call has too few tiles for it to be worth a second arrangement of large weights:
   * those of direct convolution are small and prepared 40 times as fast.
   */
  static boolean isRare(ConvolutionShape shape) {
    long weights = (long) shape.filters() * shape.channels() * (TILE + 2) * (TILE + 2);
    long tiles =
        (long) shape.batch() * tiles(shape.rows().outputs()) * tiles(shape.columns().outputs());
    return weights >= LARGE_WEIGHTS && tiles < TILES;
  }

  private static int tiles(int outputs) {
    return (outputs + TILE - 1) / TILE;
  }

  private void evict() {
    var oldest = operations.values().iterator();
    while (operations.size() > shapes) {
      oldest.next().close();
      oldest.remove();
    }
  }

  @Override
  public void close() {
    operations.values().forEach(Operation::close);
    operations.clear();
    biases.values().forEach(Tensor::close);
    biases.clear();
  }
}
