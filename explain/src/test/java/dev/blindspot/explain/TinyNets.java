package dev.blindspot.explain;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks small enough to be known by hand; pieces are public for tests of other packages. */
public final class TinyNets {
  private TinyNets() {}

  /** Starts a graph with input "in" of the given size. */
  public static GraphBuilder graph(int channels, int height, int width) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .convolutionMode(ConvolutionMode.Same)
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(InputType.convolutional(height, width, channels));
  }

  /** A square convolution with ReLU. */
  public static ConvolutionLayer conv(int kernel, int out) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nOut(out)
        .activation(Activation.RELU)
        .build();
  }

  /** Global average pooling. */
  public static GlobalPoolingLayer gap() {
    return new GlobalPoolingLayer(PoolingType.AVG);
  }

  /** A softmax output. */
  public static OutputLayer softmax(int classes) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(classes)
        .activation(Activation.SOFTMAX)
        .build();
  }

  /** Max pooling by two. */
  public static SubsamplingLayer halve() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  /** Makes the network with random weights and non-zero biases. */
  public static ComputationGraph init(GraphBuilder builder) {
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    return graph;
  }
}
