package dev.blindspot.explain.network;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * Rewrites the settings of a graph with the channel last to the channel first. All parameters have
 * the same shapes in both layouts, so that the same vector of parameters fits.
 *
 * <p>Activations and gradients are taken there because DL4J 1.0.0-M2.1's own passes with the
 * channel last are wrong where oneDNN helps: the one back in general, the one forward ({@code
 * feedForward}) where a layer puts out a view, as cropping does. Layers of which it is not known
 * that they mean the same in both layouts are refused.
 */
final class NchwTwin {
  private static final int[] NHWC_PLACES = {1, 2};
  private static final int NHWC_CHANNELS = 3;

  /** Blind to the places of their inputs, or behind all places. */
  private static final Set<Class<?>> ANY_LAYOUT =
      Set.of(
          ActivationLayer.class,
          DropoutLayer.class,
          DenseLayer.class,
          OutputLayer.class,
          LossLayer.class,
          ElementWiseVertex.class,
          ScaleVertex.class,
          ShiftVertex.class);

  /** Kernels have one shape in both layouts. */
  private static final Set<Class<?>> CONVOLUTIONS =
      Set.of(
          ConvolutionLayer.class,
          Convolution2D.class,
          DepthwiseConvolution2D.class,
          SeparableConvolution2D.class);

  private final ComputationGraphConfiguration settings;

  private NchwTwin(ComputationGraphConfiguration settings) {
    this.settings = settings;
  }

  /**
   * Changes settings in NHWC to NCHW in place.
   *
   * @param settings of a graph without frozen layers
   * @throws IllegalArgumentException if it holds a layer that is not known; the message names it
   */
  static void convert(ComputationGraphConfiguration settings) {
    NchwTwin twin = new NchwTwin(settings);
    settings.getVertices().forEach(twin::convert);
  }

  private void convert(String name, GraphVertex vertex) {
    if (vertex instanceof LayerVertex holder) {
      holder.setPreProcessor(flattening(name, holder.getPreProcessor()));
      convert(name, holder.getLayerConf().getLayer());
    } else if (vertex instanceof PreprocessorVertex holder) {
      holder.setPreProcessor(flattening(name, holder.getPreProcessor()));
    } else if (vertex instanceof MergeVertex merge && !isFlat(name)) {
      if (merge.getMergeAxis() != NHWC_CHANNELS) {
        throw refusal(name, "merges along dimension " + merge.getMergeAxis());
      }
      merge.setMergeAxis(1);
    } else if (!(vertex instanceof MergeVertex) && !ANY_LAYOUT.contains(vertex.getClass())) {
      throw refusal(name, "is a " + vertex.getClass().getSimpleName());
    }
  }

  private void convert(String name, Layer layer) {
    Class<?> type = layer.getClass();
    if (activation(layer) instanceof ActivationSoftmax && !isFlat(name)) {
      throw refusal(name, "is a softmax over places");
    }
    if (CONVOLUTIONS.contains(type)) {
      ((ConvolutionLayer) layer).setCnn2dDataFormat(CNN2DFormat.NCHW);
    } else if (type == SubsamplingLayer.class || type == Pooling2D.class) {
      ((SubsamplingLayer) layer).setCnn2dDataFormat(CNN2DFormat.NCHW);
    } else if (layer instanceof BatchNormalization norm) {
      norm.setCnn2DFormat(CNN2DFormat.NCHW);
    } else if (layer instanceof Upsampling2D upsampling) {
      upsampling.setFormat(CNN2DFormat.NCHW);
    } else if (layer instanceof ZeroPaddingLayer padding) {
      padding.setDataFormat(CNN2DFormat.NCHW);
    } else if (layer instanceof Cropping2D cropping) {
      cropping.setDataFormat(CNN2DFormat.NCHW);
    } else if (layer instanceof GlobalPoolingLayer pooling) {
      if (!Arrays.equals(pooling.getPoolingDimensions(), NHWC_PLACES)) {
        throw refusal(name, "pools dimensions " + Arrays.toString(pooling.getPoolingDimensions()));
      }
      pooling.setPoolingDimensions(new int[] {2, 3});
    } else if (!ANY_LAYOUT.contains(type)) {
      throw refusal(name, "is a " + type.getSimpleName());
    }
  }

  private @Nullable InputPreProcessor flattening(String name, @Nullable InputPreProcessor before) {
    if (before == null) {
      return null;
    }
    if (before instanceof CnnToFeedForwardPreProcessor flatten
        && flatten.getFormat() == CNN2DFormat.NHWC) {
      return new FlattenChannelsLast();
    }
    throw refusal(name, "reshapes its input by a " + before.getClass().getSimpleName());
  }

  /** Whether what a vertex puts out has no places: rows of numbers. */
  private boolean isFlat(String name) {
    GraphVertex vertex = settings.getVertices().get(name);
    if (vertex instanceof LayerVertex holder
        && (holder.getPreProcessor() != null
            || holder.getLayerConf().getLayer() instanceof DenseLayer
            || holder.getLayerConf().getLayer() instanceof OutputLayer
            || holder.getLayerConf().getLayer() instanceof GlobalPoolingLayer)) {
      return true;
    }
    return vertex instanceof PreprocessorVertex
        || (vertex != null
            && isFlat(Objects.requireNonNull(settings.getVertexInputs().get(name), name).get(0)));
  }

  private static @Nullable IActivation activation(Layer layer) {
    if (layer instanceof ActivationLayer activation) {
      return activation.getActivationFn();
    }
    return layer instanceof BaseLayer base ? base.getActivationFn() : null;
  }

  private static IllegalArgumentException refusal(String name, String found) {
    return new IllegalArgumentException(
        "What is inside a network with the channel last (NHWC) is read from a copy with the channel first."
            + " Here '%s' %s, of which no such copy is known. Use occlusion, which works on any network."
                .formatted(name, found));
  }
}
