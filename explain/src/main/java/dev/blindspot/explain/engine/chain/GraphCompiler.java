package dev.blindspot.explain.engine.chain;

import dev.blindspot.explain.network.GraphLayers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;

/** Walks a graph from its input to its output and makes a stage or a step of every layer. */
public final class GraphCompiler {
  private static final String NEEDED =
      "The compiled engine needs one chain of convolution, batch norm, ReLU, max pooling, dropout,"
          + " then global average pooling, dense layers and their activations. ";

  private static final int[] NCHW_PLACES = {2, 3};

  private final ComputationGraph graph;
  private final GraphLayers layers;
  private final OpList stages = new OpList();
  private final List<Head.Step> head = new ArrayList<>();
  private CNN2DFormat format = CNN2DFormat.NCHW;
  private boolean pooled;

  public GraphCompiler(ComputationGraph graph) {
    this.graph = graph;
    this.layers = new GraphLayers(graph);
  }

  /**
   * A compiled graph.
   *
   * @param chain up to the features
   * @param head behind them
   */
  public record Compiled(Chain chain, Head head) {}

  /**
   * Compiles for images with so many channels.
   *
   * @throws IllegalArgumentException with the reason, if the graph holds anything else than is
   *     needed
   */
  public Compiled compile(int channels) {
    try {
      chain().forEach(this::add);
      requireChannels(channels);
      if (!pooled) {
        throw refusal("This one has no global average pooling");
      }
      return new Compiled(new Chain(stages.all(), channels), new Head(head));
    } catch (RuntimeException e) {
      new Chain(stages.all(), channels).close();
      new Head(head).close();
      throw e;
    }
  }

  private List<String> chain() {
    var settings = graph.getConfiguration();
    if (settings.getNetworkInputs().size() != 1 || settings.getNetworkOutputs().size() != 1) {
      throw refusal(
          "This one has %d inputs and %d outputs"
              .formatted(settings.getNetworkInputs().size(), settings.getNetworkOutputs().size()));
    }
    List<String> chain = new ArrayList<>();
    Set<String> read = new HashSet<>();
    for (int index : graph.topologicalSortOrder()) {
      String name = graph.getVertices()[index].getVertexName();
      if (settings.getNetworkInputs().contains(name)) {
        continue;
      }
      String input = layers.input(name);
      if (input == null || layers.layer(name) == null) {
        throw refusal(described(name));
      }
      if (!read.add(input)) {
        throw refusal("Here '%s' is read by several layers".formatted(input));
      }
      chain.add(name);
    }
    if (!settings.getNetworkOutputs().contains(chain.get(chain.size() - 1))) {
      throw refusal(
          "Here the output '%s' is not the last layer"
              .formatted(settings.getNetworkOutputs().get(0)));
    }
    return chain;
  }

  private void add(String name) {
    Layer layer = Objects.requireNonNull(layers.layer(name), name);
    if (layers.reshapes(name)) {
      throw refusal("Here '%s' reshapes its input".formatted(name));
    }
    if (layer instanceof DropoutLayer) {
      return;
    }
    if (pooled) {
      addToHead(name, layer);
    } else {
      addToChain(name, layer);
    }
  }

  private void addToChain(String name, Layer layer) {
    Class<?> type = layer.getClass();
    LayerReader reader = new LayerReader(graph.getLayer(name));
    if (type == ConvolutionLayer.class || type == Convolution2D.class) {
      ConvolutionLayer convolution = (ConvolutionLayer) layer;
      if (LayerReader.isDilated(convolution.getDilation())) {
        throw refusal(described(name) + " with dilation");
      }
      format = convolution.getCnn2dDataFormat();
      stages.add(reader.convolution(convolution));
      activate(name, convolution.getActivationFn());
    } else if (type == BatchNormalization.class) {
      stages.add(reader.batchNorm((BatchNormalization) layer));
    } else if (layer instanceof ActivationLayer activation) {
      activate(name, activation.getActivationFn());
    } else if (type == SubsamplingLayer.class || type == Pooling2D.class) {
      SubsamplingLayer pool = (SubsamplingLayer) layer;
      format = pool.getCnn2dDataFormat();
      stages.add(
          reader.pool(pool, () -> refusal(described(name) + " that is not a plain max pooling")));
    } else if (layer instanceof GlobalPoolingLayer pool) {
      requireAverage(name, pool);
      pooled = true;
    } else {
      throw refusal(described(name));
    }
  }

  private void addToHead(String name, Layer layer) {
    LayerReader reader = new LayerReader(graph.getLayer(name));
    if (layer.getClass() == DenseLayer.class && !((DenseLayer) layer).hasLayerNorm()) {
      DenseLayer dense = (DenseLayer) layer;
      head.add(reader.dense());
      head.add(new Head.Activation(dense.getActivationFn()));
    } else if (layer.getClass() == OutputLayer.class) {
      head.add(reader.dense());
      head.add(new Head.Activation(((OutputLayer) layer).getActivationFn()));
    } else if (layer instanceof ActivationLayer activation) {
      head.add(new Head.Activation(activation.getActivationFn()));
    } else if (layer instanceof LossLayer loss) {
      head.add(new Head.Activation(loss.getActivationFn()));
    } else {
      throw refusal(described(name) + " behind the global average pooling");
    }
  }

  private void activate(String name, @Nullable IActivation activation) {
    if (!stages.activate(activation)) {
      throw refusal("Here the activation of '%s' is %s".formatted(name, activation));
    }
  }

  private void requireAverage(String name, GlobalPoolingLayer pool) {
    if (pool.getPoolingType() != PoolingType.AVG || !pool.isCollapseDimensions()) {
      throw refusal(described(name) + " that is not an average over all places");
    }
    int[] places = format == CNN2DFormat.NHWC ? new int[] {1, 2} : NCHW_PLACES;
    int @Nullable [] given = pool.getPoolingDimensions();
    int[] dimensions = given == null ? NCHW_PLACES : given; // as DL4J does, whatever the format
    if (!Arrays.equals(dimensions, places)) {
      throw refusal(
          "Here '%s' pools dimensions %s, and the places of %s are %s"
              .formatted(name, Arrays.toString(dimensions), format, Arrays.toString(places)));
    }
  }

  /** Images of another number of channels would be read as other numbers. */
  private void requireChannels(int channels) {
    for (Op stage : stages.all()) {
      int read = stage.reads(channels);
      if (read != channels) {
        throw new IllegalArgumentException(
            "scaling must have %d channels as the network reads, had %d".formatted(read, channels));
      }
      if (stage instanceof Op.Convolution) {
        return; // what follows reads this one's channels
      }
    }
  }

  private String described(String name) {
    return "Here " + layers.describe(name);
  }

  private static IllegalArgumentException refusal(String found) {
    return new IllegalArgumentException(NEEDED + found + ".");
  }
}
