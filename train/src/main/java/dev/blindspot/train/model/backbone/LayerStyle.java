package dev.blindspot.train.model.backbone;

import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.onednn.layer.BlockedGraph;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.model.onednn.FusedBatchNorm;
import dev.blindspot.train.model.onednn.FusedConvolution;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.nd4j.linalg.activations.Activation;

/** The layers that a network is made of. All styles hold the same parameters in the same order. */
public enum LayerStyle {
  /** Standard DL4J layers in NCHW: what is saved, and what trains on a GPU. */
  STANDARD(CNN2DFormat.NCHW) {
    @Override
    String convolution(GraphBuilder graph, String name, String input, ConvolutionUnit unit) {
      ConvolutionLayer layer = unit.layer();
      if (unit.depthwise()) { // DL4J would count all channels as inputs of each filter
        double deviation = Math.sqrt(2.0 / (unit.kernel() * unit.kernel()));
        layer.setWeightInitFn(new WeightInitDistribution(new NormalDistribution(0, deviation)));
      }
      graph.addLayer(name, layer, input);
      if (!unit.hasNorm()) {
        return name;
      }
      BatchNormalization norm =
          new BatchNormalization.Builder()
              .decay(NORM_DECAY)
              .eps(unit.epsilon())
              .useLogStd(false)
              .build();
      graph.addLayer(name + "_bn", norm, name);
      return unit.isActive()
          ? activation(graph, name + "_relu", name + "_bn", unit.activation())
          : name + "_bn";
    }
  },
  /**
   * Layers by oneDNN's own primitives in the place of the standard ones: the fastest on a CPU. The
   * vertices of ReLUs become part of others.
   */
  BLOCKED(CNN2DFormat.NCHW) {
    @Override
    String convolution(GraphBuilder graph, String name, String input, ConvolutionUnit unit) {
      return STANDARD.convolution(graph, name, input, unit);
    }

    @Override
    public ComputationGraphConfiguration finished(ComputationGraphConfiguration graph) {
      return BlockedGraph.of(graph);
    }
  },
  /**
   * Layers over ND4J's convolution in NHWC, where oneDNN's own interface cannot be used. There are
   * such layers for VGG16 alone: 3x3, stride 1, ReLU.
   */
  FUSED(CNN2DFormat.NHWC) {
    @Override
    String convolution(GraphBuilder graph, String name, String input, ConvolutionUnit unit) {
      if (unit.kernel() != 3 || unit.stride() != 1 || unit.activation() != Activation.RELU) {
        throw new IllegalArgumentException("there is no fused layer for " + unit);
      }
      boolean batchNorm = unit.hasNorm();
      graph.addLayer(name, FusedConvolution.of(unit.channels(), !batchNorm, !batchNorm), input);
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

  public CNN2DFormat format() {
    return format;
  }

  /** The fastest layers that train an architecture on this machine. */
  public static LayerStyle ofThisMachine(Architecture architecture) {
    if (OneDnn.enable() == OneDnn.Status.NOT_A_CPU) {
      return STANDARD;
    }
    if (OneDnnSupport.current().available()) {
      return BLOCKED;
    }
    return architecture == Architecture.VGG16 ? FUSED : STANDARD;
  }

  /** The code that computes the convolutions; what rounds differently has another name. */
  public String convolutions() {
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
  public ComputationGraphConfiguration finished(ComputationGraphConfiguration graph) {
    return graph;
  }

  /**
   * Adds a convolution with what follows it; returns the name of the last layer.
   *
   * @throws IllegalArgumentException if this style has no such layer
   */
  abstract String convolution(GraphBuilder graph, String name, String input, ConvolutionUnit unit);

  /** Adds an activation and returns its name. */
  String activation(GraphBuilder graph, String name, String input, Activation function) {
    graph.addLayer(name, new ActivationLayer(function), input);
    return name;
  }

  /** Adds a pool of maxima that halves maps, and returns its name. */
  String maxPool(GraphBuilder graph, String name, String input, int kernel, int padding) {
    graph.addLayer(
        name,
        new SubsamplingLayer.Builder(PoolingType.MAX)
            .kernelSize(kernel, kernel)
            .stride(2, 2)
            .padding(padding, padding)
            .convolutionMode(ConvolutionMode.Truncate)
            .dataFormat(format)
            .build(),
        input);
    return name;
  }

  /** Adds the means of all places and returns its name. */
  public String globalAverage(GraphBuilder graph, String name, String input) {
    int[] spatial = format == CNN2DFormat.NCHW ? new int[] {2, 3} : new int[] {1, 2};
    graph.addLayer(
        name,
        new GlobalPoolingLayer.Builder(PoolingType.AVG).poolingDimensions(spatial).build(),
        input);
    return name;
  }
}
