package dev.blindspot.train.model;

import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.onednn.layer.BlockedGraph;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.train.model.onednn.FusedBatchNorm;
import dev.blindspot.train.model.onednn.FusedConvolution;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;

/** The layers that a network is made of. All styles hold the same parameters in the same order. */
enum LayerStyle {
  /** Standard DL4J layers in NCHW: what is saved, and what trains on a GPU. */
  STANDARD(CNN2DFormat.NCHW) {
    @Override
    String convolution(
        GraphBuilder graph, String name, String input, int channels, boolean batchNorm) {
      ConvolutionLayer layer =
          new ConvolutionLayer.Builder(3, 3)
              .stride(1, 1)
              .convolutionMode(ConvolutionMode.Same)
              .nOut(channels)
              .hasBias(!batchNorm)
              .activation(batchNorm ? Activation.IDENTITY : Activation.RELU)
              .build();
      graph.addLayer(name, layer, input);
      if (!batchNorm) {
        return name;
      }
      BatchNormalization norm =
          new BatchNormalization.Builder().decay(NORM_DECAY).useLogStd(false).build();
      graph.addLayer(name + "_bn", norm, name);
      graph.addLayer(name + "_relu", new ActivationLayer(Activation.RELU), name + "_bn");
      return name + "_relu";
    }
  },
  /**
   * Layers by oneDNN's own primitives in the place of the standard ones: the fastest on a CPU. The
   * vertices of ReLUs become part of others.
   */
  BLOCKED(CNN2DFormat.NCHW) {
    @Override
    String convolution(
        GraphBuilder graph, String name, String input, int channels, boolean batchNorm) {
      return STANDARD.convolution(graph, name, input, channels, batchNorm);
    }

    @Override
    ComputationGraphConfiguration finished(ComputationGraphConfiguration graph) {
      return BlockedGraph.of(graph);
    }
  },
  /** Layers over ND4J's convolution in NHWC, where oneDNN's own interface cannot be used. */
  FUSED(CNN2DFormat.NHWC) {
    @Override
    String convolution(
        GraphBuilder graph, String name, String input, int channels, boolean batchNorm) {
      graph.addLayer(name, FusedConvolution.of(channels, !batchNorm, !batchNorm), input);
      if (!batchNorm) {
        return name;
      }
      graph.addLayer(name + "_bn", FusedBatchNorm.of(NORM_DECAY), name);
      return name + "_bn";
    }
  };

  private static final double NORM_DECAY = 0.9;

  private final CNN2DFormat format;

  LayerStyle(CNN2DFormat format) {
    this.format = format;
  }

  CNN2DFormat format() {
    return format;
  }

  /** The fastest layers that train on this machine. */
  static LayerStyle ofThisMachine() {
    if (OneDnn.enable() == OneDnn.Status.NOT_A_CPU) {
      return STANDARD;
    }
    return OneDnnSupport.current().available() ? BLOCKED : FUSED;
  }

  /** The code that computes the convolutions; what rounds differently has another name. */
  String convolutions() {
    return switch (this) {
      case STANDARD -> "Deeplearning4j's layers";
      case FUSED -> "ND4J's convolutions";
      case BLOCKED ->
          OneDnnSupport.current().winograd()
              ? "oneDNN's convolutions, Winograd included"
              : "oneDNN's convolutions, direct";
    };
  }

  /** What is done to a configuration when all layers are in it. */
  ComputationGraphConfiguration finished(ComputationGraphConfiguration graph) {
    return graph;
  }

  /**
   * Adds convolution, normalisation where asked for, and ReLU; returns the name of the last layer.
   */
  abstract String convolution(
      GraphBuilder graph, String name, String input, int channels, boolean batchNorm);

  String pool(GraphBuilder graph, String name, String input) {
    graph.addLayer(
        name,
        new SubsamplingLayer.Builder(PoolingType.MAX)
            .kernelSize(2, 2)
            .stride(2, 2)
            .convolutionMode(ConvolutionMode.Truncate)
            .dataFormat(format)
            .build(),
        input);
    return name;
  }

  String globalAverage(GraphBuilder graph, String name, String input) {
    int[] spatial = format == CNN2DFormat.NCHW ? new int[] {2, 3} : new int[] {1, 2};
    graph.addLayer(
        name,
        new GlobalPoolingLayer.Builder(PoolingType.AVG).poolingDimensions(spatial).build(),
        input);
    return name;
  }
}
