package dev.blindspot.explain.engine;

import dev.blindspot.explain.backend.OneDnn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds graphs with branches; every method returns the name of a new vertex. Channels are given,
 * not found out: DL4J refuses input types where it multiplies a map with a single place.
 */
final class GraphNet {
  private final Map<String, Integer> channels = new HashMap<>(Map.of("in", 3));
  private final GraphBuilder graph;
  private final CNN2DFormat format;
  private int count;

  GraphNet(CNN2DFormat format) {
    OneDnn.enable();
    this.format = format;
    this.graph =
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .weightInit(WeightInit.RELU)
            .graphBuilder()
            .addInputs("in")
            .allowDisconnected(true);
  }

  /** DL4J finds sizes out, as flattening needs. */
  GraphNet typed(int height, int width) {
    graph.setInputTypes(InputType.convolutional(height, width, 3, format));
    return this;
  }

  private int channels(String vertex) {
    return Objects.requireNonNull(channels.get(vertex), vertex);
  }

  String add(Layer layer, String from) {
    String name = "layer" + count++;
    channels.put(name, channels(from));
    if (layer instanceof FeedForwardLayer forward && !(layer instanceof DenseLayer)) {
      forward.setNIn(channels(from));
      if (layer instanceof BatchNormalization) {
        forward.setNOut(channels(from));
      }
      channels.put(name, (int) forward.getNOut());
    }
    if (layer instanceof ConvolutionLayer convolution) {
      convolution.setCnn2dDataFormat(format);
    } else if (layer instanceof SubsamplingLayer pool) {
      pool.setCnn2dDataFormat(format);
    } else if (layer instanceof BatchNormalization norm) {
      norm.setCnn2DFormat(format);
    } else if (layer instanceof ZeroPaddingLayer padding) {
      padding.setDataFormat(format);
    }
    graph.addLayer(name, layer, from);
    return name;
  }

  private String join(GraphVertex vertex, String... from) {
    String name = "join" + count++;
    channels.put(name, channels(from[0]));
    graph.addVertex(name, vertex, from);
    return name;
  }

  String conv(String from, int rows, int columns, int stride, int out, Activation activation) {
    return add(
        new ConvolutionLayer.Builder(rows, columns)
            .stride(stride, stride)
            .nOut(out)
            .convolutionMode(ConvolutionMode.Same)
            .activation(activation)
            .build(),
        from);
  }

  String conv(String from, int kernel, int stride, int out, Activation activation) {
    return conv(from, kernel, kernel, stride, out, activation);
  }

  /** A convolution without bias, batch norm, and an activation. */
  String normed(String from, int kernel, int stride, int out, Activation activation) {
    return activated(norm(bare(from, kernel, stride, out)), activation);
  }

  /** PyTorch's padding: the same on both sides, at every stride. */
  String bare(String from, int kernel, int stride, int out) {
    return add(
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .padding(kernel / 2, kernel / 2)
            .nOut(out)
            .hasBias(false)
            .convolutionMode(ConvolutionMode.Truncate)
            .activation(Activation.IDENTITY)
            .build(),
        from);
  }

  String depthwise(String from, int kernel, int stride, int channels) {
    DepthwiseConvolution2D layer =
        new DepthwiseConvolution2D.Builder(kernel, kernel)
            .stride(stride, stride)
            .convolutionMode(ConvolutionMode.Same)
            .activation(Activation.IDENTITY)
            .build();
    layer.setNOut(channels);
    return add(layer, from);
  }

  String norm(String from) {
    return add(new BatchNormalization(), from);
  }

  String activated(String from, Activation activation) {
    return activation == Activation.IDENTITY
        ? from
        : add(new ActivationLayer(activation.getActivationFunction()), from);
  }

  String pool(String from, PoolingType type, int kernel, int stride, ConvolutionMode mode) {
    SubsamplingLayer layer =
        new SubsamplingLayer.Builder(type)
            .kernelSize(kernel, kernel)
            .stride(stride, stride)
            .convolutionMode(mode)
            .build();
    return add(layer, from);
  }

  String sum(String... from) {
    return join(new ElementWiseVertex(ElementWiseVertex.Op.Add), from);
  }

  String product(String... from) {
    return join(new ElementWiseVertex(ElementWiseVertex.Op.Product), from);
  }

  String merged(String... from) {
    MergeVertex vertex = new MergeVertex();
    vertex.setMergeAxis(format == CNN2DFormat.NHWC ? 3 : 1);
    String name = join(vertex, from);
    channels.put(name, Arrays.stream(from).mapToInt(this::channels).sum());
    return name;
  }

  /** Squeeze and excitation: two convolutions of the mean over all places, multiplied with it. */
  String squeezed(String from, int channels) {
    String mean =
        format == CNN2DFormat.NCHW
            ? add(average(false), from)
            : join( // what DL4J makes of places that it keeps is wrong with the channel last
                new ReshapeVertex(-1, 1, 1, channels(from)), add(average(true), from));
    String few = conv(mean, 1, 1, 4, Activation.SWISH);
    return product(from, conv(few, 1, 1, channels, Activation.SIGMOID));
  }

  private GlobalPoolingLayer average(boolean collapse) {
    GlobalPoolingLayer.Builder pool =
        new GlobalPoolingLayer.Builder(PoolingType.AVG).collapseDimensions(collapse);
    if (format == CNN2DFormat.NHWC) {
      pool.poolingDimensions(1, 2);
    }
    return pool.build();
  }

  /** Global average pooling and one dense layer of five classes. */
  ComputationGraph classifier(String features, Activation last) {
    return output(add(average(true), features), last);
  }

  ComputationGraph output(String from, Activation last) {
    return end(
        add(new OutputLayer.Builder(LossFunction.MSE).nOut(5).activation(last).build(), from));
  }

  /** Every parameter becomes random, statistics of batch norm among them. */
  ComputationGraph end(String output) {
    ComputationGraph net = new ComputationGraph(graph.setOutputs(output).build());
    net.init();
    Nd4j.getRandom().setSeed(11);
    for (Map.Entry<String, INDArray> parameter : net.paramTable().entrySet()) {
      String name = parameter.getKey();
      if (!name.endsWith("W")) {
        INDArray values = parameter.getValue();
        INDArray random = Nd4j.rand(DataType.FLOAT, values.shape());
        values.assign( // variances and slopes are positive
            name.endsWith("_b") || name.endsWith("_beta") || name.endsWith("_mean")
                ? random.sub(0.5)
                : random.add(0.5));
      }
    }
    return net;
  }
}
