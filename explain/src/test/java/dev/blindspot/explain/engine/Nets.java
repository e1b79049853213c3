package dev.blindspot.explain.engine;

import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.image.InputScaling;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of every kind that the engine knows, with random parameters. */
enum Nets {
  VGG(
      net ->
          net.add(conv(3, 1, 4, ConvolutionMode.Same))
              .add(conv(3, 1, 5, ConvolutionMode.Same))
              .add(max(2, 2, ConvolutionMode.Truncate))
              .add(conv(3, 1, 6, ConvolutionMode.Same))
              .add(max(2, 2, ConvolutionMode.Truncate))
              .add(conv(3, 1, 7, ConvolutionMode.Same))),
  /** Channels that fill blocks, so that rectangles may be computed by Winograd's algorithm. */
  WIDE(
      net ->
          net.add(conv(3, 1, 16, ConvolutionMode.Same))
              .add(conv(3, 1, 32, ConvolutionMode.Same))
              .add(max(2, 2, ConvolutionMode.Truncate))
              .add(conv(3, 1, 48, ConvolutionMode.Same))
              .add(conv(3, 1, 32, ConvolutionMode.Same))
              .add(max(2, 2, ConvolutionMode.Same))
              .add(conv(3, 1, 16, ConvolutionMode.Same))),
  WIDE_AND_UNEVEN(
      net ->
          net.add(bare(3, 32))
              .add(new BatchNormalization())
              .add(new ActivationLayer(Activation.RELU))
              .add(conv(3, 1, 24, ConvolutionMode.Truncate))
              .add(new BatchNormalization())
              .add(max(3, 2, ConvolutionMode.Same))
              .add(conv(5, 1, 32, ConvolutionMode.Same))
              .add(conv(3, 2, 16, ConvolutionMode.Truncate, 1))
              .add(conv(1, 1, 32, ConvolutionMode.Same))
              .add(bare(3, 16))),
  BATCH_NORM(
      net ->
          net.add(bare(3, 4))
              .add(new BatchNormalization())
              .add(new ActivationLayer(Activation.RELU))
              .add(max(2, 2, ConvolutionMode.Same))
              .add(new BatchNormalization.Builder().useLogStd(true).build())
              .add(bare(3, 6))
              .add(
                  new BatchNormalization.Builder().lockGammaBeta(true).gamma(0.5).beta(0.2).build())
              .add(new ActivationLayer(Activation.RELU))),
  NORM_BEHIND_RELU(
      net ->
          net.add(new BatchNormalization())
              .add(conv(3, 1, 4, ConvolutionMode.Same))
              .add(new BatchNormalization())
              .add(conv(3, 1, 4, ConvolutionMode.Truncate))
              .add(new BatchNormalization())),
  STRIDES(
      net ->
          net.add(conv(5, 2, 4, ConvolutionMode.Same))
              .add(conv(3, 2, 5, ConvolutionMode.Truncate, 1))
              .add(conv(1, 1, 6, ConvolutionMode.Same))),
  GAPS(
      net ->
          net.add(conv(2, 3, 4, ConvolutionMode.Truncate))
              .add(conv(3, 1, 4, ConvolutionMode.Same))),
  OVERLAPPING_POOLS(
      net ->
          net.add(conv(3, 1, 4, ConvolutionMode.Same))
              .add(max(3, 2, ConvolutionMode.Truncate))
              .add(conv(4, 1, 5, ConvolutionMode.Same))
              .add(max(3, 2, ConvolutionMode.Same))),
  POOL_FIRST(
      net ->
          net.add(max(3, 1, ConvolutionMode.Same))
              .add(bare(3, 4))
              .add(max(2, 1, ConvolutionMode.Truncate))
              .add(new ActivationLayer(Activation.RELU))),
  UNEVEN_KERNELS(
      net ->
          net.add(
                  new ConvolutionLayer.Builder(3, 2)
                      .stride(1, 2)
                      .padding(2, 1)
                      .nOut(4)
                      .convolutionMode(ConvolutionMode.Truncate)
                      .hasBias(false)
                      .activation(Activation.IDENTITY)
                      .build())
              .add(
                  new SubsamplingLayer.Builder(PoolingType.MAX)
                      .kernelSize(2, 3)
                      .stride(2, 1)
                      .padding(1, 1)
                      .convolutionMode(ConvolutionMode.Truncate)
                      .build())),
  FROZEN(
      net ->
          net.add(new FrozenLayer(conv(3, 1, 4, ConvolutionMode.Same)))
              .add(new DropoutLayer(0.5))
              .add(new FrozenLayer(max(2, 2, ConvolutionMode.Truncate)))
              .add(conv(3, 1, 4, ConvolutionMode.Same)));

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final UnaryOperator<Builder> features;

  Nets(UnaryOperator<Builder> features) {
    this.features = features;
  }

  /** A graph for images of a size, with a head of two dense layers. */
  ComputationGraph graph(int height, int width, Activation last, CNN2DFormat format) {
    OneDnn.enable();
    Builder net = features.apply(new Builder(height, width, format));
    return init(net.head(last));
  }

  ComputationGraph graph(int height, int width, Activation last) {
    return graph(height, width, last, CNN2DFormat.NCHW);
  }

  /** Layers one after the other. */
  static final class Builder {
    private final GraphBuilder graph;
    private final CNN2DFormat format;
    private String before = "in";
    private int count;

    Builder(int height, int width, CNN2DFormat format) {
      this.format = format;
      this.graph =
          new NeuralNetConfiguration.Builder()
              .seed(7)
              .weightInit(WeightInit.RELU)
              .graphBuilder()
              .addInputs("in")
              .setInputTypes(InputType.convolutional(height, width, 3, format));
    }

    Builder add(Layer layer) {
      String name = "layer" + count++;
      if (format == CNN2DFormat.NHWC) {
        nhwc(layer);
      }
      graph.addLayer(name, layer, before);
      before = name;
      return this;
    }

    GraphBuilder head(Activation last) {
      GlobalPoolingLayer.Builder gap = new GlobalPoolingLayer.Builder(PoolingType.AVG);
      if (format == CNN2DFormat.NHWC) {
        gap.poolingDimensions(1, 2);
      }
      add(gap.build());
      add(new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build());
      add(new OutputLayer.Builder(LossFunction.MSE).nOut(3).activation(last).dropOut(0.5).build());
      return graph.setOutputs(before);
    }

    private static void nhwc(Layer layer) {
      if (layer instanceof ConvolutionLayer convolution) {
        convolution.setCnn2dDataFormat(CNN2DFormat.NHWC);
      } else if (layer instanceof SubsamplingLayer pool) {
        pool.setCnn2dDataFormat(CNN2DFormat.NHWC);
      } else if (layer instanceof BatchNormalization norm) {
        norm.setCnn2DFormat(CNN2DFormat.NHWC);
      }
    }
  }

  /** Every parameter becomes random, statistics of batch norm among them. */
  static ComputationGraph init(GraphBuilder builder) {
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    Nd4j.getRandom().setSeed(11);
    for (Map.Entry<String, INDArray> parameter : graph.paramTable().entrySet()) {
      String name = parameter.getKey();
      if (!name.endsWith("_W")) {
        INDArray values = parameter.getValue();
        INDArray random = Nd4j.rand(DataType.FLOAT, values.shape());
        // variances and slopes are positive
        values.assign(
            name.endsWith("_b") || name.endsWith("_beta") || name.endsWith("_mean")
                ? random.sub(0.5)
                : random.add(0.5));
      }
    }
    return graph;
  }

  static ConvolutionLayer conv(int kernel, int stride, int out, ConvolutionMode mode) {
    return conv(kernel, stride, out, mode, 0);
  }

  static ConvolutionLayer conv(int kernel, int stride, int out, ConvolutionMode mode, int padding) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .padding(padding, padding)
        .nOut(out)
        .convolutionMode(mode)
        .activation(Activation.RELU)
        .build();
  }

  /** Without bias and activation, as before batch norm. */
  static ConvolutionLayer bare(int kernel, int out) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nOut(out)
        .convolutionMode(ConvolutionMode.Same)
        .hasBias(false)
        .activation(Activation.IDENTITY)
        .build();
  }

  static SubsamplingLayer max(int kernel, int stride, ConvolutionMode mode) {
    return new SubsamplingLayer.Builder(PoolingType.MAX)
        .kernelSize(kernel, kernel)
        .stride(stride, stride)
        .convolutionMode(mode)
        .build();
  }

  /** Images {@code [N,3,H,W]} of noise in 0..255. */
  static INDArray images(int count, int height, int width) {
    Nd4j.getRandom().setSeed(3);
    return Nd4j.rand(DataType.FLOAT, count, 3, height, width).muli(255);
  }

  /** What a network of these sizes expects. */
  static InputScaling scaling() {
    return new InputScaling(new float[] {100, 120, 130}, new float[] {60, 50, 70});
  }

  /** What standard DL4J says of images of 0..255. */
  static float[][] standard(ComputationGraph graph, INDArray images, CNN2DFormat format) {
    INDArray scaled = images.dup();
    for (int n = 0; n < images.size(0); n++) {
      for (int c = 0; c < 3; c++) {
        scaled.slice(n).slice(c).subi(scaling().mean()[c]).divi(scaling().deviation()[c]);
      }
    }
    INDArray input = format == CNN2DFormat.NHWC ? scaled.permute(0, 2, 3, 1).dup('c') : scaled;
    return graph.outputSingle(false, input).toFloatMatrix();
  }
}
