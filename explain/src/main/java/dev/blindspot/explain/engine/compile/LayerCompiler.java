package dev.blindspot.explain.engine.compile;

import dev.blindspot.explain.engine.compile.VertexReader.Value;
import dev.blindspot.explain.network.GraphLayers;
import dev.blindspot.explain.onednn.graph.NetworkGraph;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.primitive.Pooling;
import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;

/** Makes operations of layers. */
final class LayerCompiler {
  private static final int[] NCHW_PLACES = {2, 3};
  private static final int[] NHWC_PLACES = {1, 2};

  private final ComputationGraph graph;
  private final GraphLayers layers;
  private final CNN2DFormat layout;
  private final NetworkGraph.Builder trunk;

  LayerCompiler(
      ComputationGraph graph, GraphLayers layers, CNN2DFormat layout, NetworkGraph.Builder trunk) {
    this.graph = graph;
    this.layers = layers;
    this.layout = layout;
    this.trunk = trunk;
  }

  /** Makes operations of one layer. */
  Value add(String name, Value input) {
    Layer layer = Objects.requireNonNull(layers.layer(name), name);
    LayerReader reader = new LayerReader(graph.getLayer(name));
    int x = input.node();
    Class<?> type = layer.getClass();
    if (layer instanceof DropoutLayer) {
      return input;
    } else if (layer instanceof ConvolutionLayer convolution) {
      return new Value(convolution(name, reader, convolution, x), false);
    } else if (type == SubsamplingLayer.class || type == Pooling2D.class) {
      return new Value(pool(name, (SubsamplingLayer) layer, x), false);
    } else if (layer instanceof GlobalPoolingLayer pool) {
      requireAverage(name, pool);
      return new Value(trunk.add(new Node.GlobalAverage(x)), true);
    } else if (layer instanceof ZeroPaddingLayer padding) {
      int[] zeros = padding.getPadding();
      return new Value(
          trunk.add(new Node.ZeroPad(x, zeros[0], zeros[1], zeros[2], zeros[3])), false);
    } else if (type == BatchNormalization.class) {
      return new Value(trunk.add(reader.batchNorm(x, (BatchNormalization) layer)), input.point());
    } else if (layer instanceof ActivationLayer activation) {
      return new Value(activated(name, x, activation.getActivationFn()), input.point());
    } else if (type == DenseLayer.class && input.point() && !((DenseLayer) layer).hasLayerNorm()) {
      int product = trunk.add(reader.pointwise(x));
      return new Value(activated(name, product, ((DenseLayer) layer).getActivationFn()), true);
    }
    throw Refusal.of("Here " + layers.describe(name));
  }

  private int convolution(String name, LayerReader reader, ConvolutionLayer layer, int x) {
    Class<?> type = layer.getClass();
    int last;
    if (type == ConvolutionLayer.class || type == Convolution2D.class) {
      last = trunk.add(reader.convolution(x, layer));
    } else if (type == DepthwiseConvolution2D.class) {
      last = trunk.add(reader.depthwise(x, layer));
    } else if (type == SeparableConvolution2D.class) {
      int depthwise = trunk.add(reader.separableDepthwise(x, layer));
      last = trunk.add(reader.separablePointwise(depthwise, layer));
    } else {
      throw Refusal.of("Here " + layers.describe(name));
    }
    return activated(name, last, layer.getActivationFn());
  }

  private int pool(String name, SubsamplingLayer layer, int x) {
    int @Nullable [] dilation = layer.getDilation();
    boolean dilated = dilation != null && (dilation[0] != 1 || dilation[1] != 1);
    PoolingType type = layer.getPoolingType();
    boolean known = type == PoolingType.MAX || type == PoolingType.AVG;
    if (dilated || !known) {
      throw Refusal.of(
          "Here "
              + layers.describe(name)
              + (dilated ? " with dilation" : " that takes neither the maximum nor the mean"));
    }
    Pooling average =
        layer.isAvgPoolIncludePadInDivisor() ? Pooling.AVERAGE_WITH_PADDING : Pooling.AVERAGE;
    return trunk.add(LayerReader.pool(x, type == PoolingType.MAX ? Pooling.MAX : average, layer));
  }

  private int activated(String name, int node, @Nullable IActivation activation) {
    return Functions.add(trunk, node, activation)
        .orElseThrow(
            () -> Refusal.of("Here the activation of '%s' is %s".formatted(name, activation)));
  }

  private void requireAverage(String name, GlobalPoolingLayer pool) {
    if (pool.getPoolingType() != PoolingType.AVG) {
      throw Refusal.of("Here " + layers.describe(name) + " that is not an average over all places");
    }
    int[] places = layout == CNN2DFormat.NHWC ? NHWC_PLACES : NCHW_PLACES;
    int @Nullable [] given = pool.getPoolingDimensions();
    int[] dimensions = given == null ? NCHW_PLACES : given; // as DL4J does, whatever the format
    if (!Arrays.equals(dimensions, places)) {
      throw Refusal.of(
          "Here '%s' pools dimensions %s, and the places of %s are %s"
              .formatted(name, Arrays.toString(dimensions), layout, Arrays.toString(places)));
    }
  }
}
