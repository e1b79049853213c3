package dev.blindspot.train.model.backbone;

import dev.blindspot.train.config.ModelConfig.Architecture;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * A published network up to its last maps. It consists of stages, of which the first ones may be
 * frozen: between two stages there is one map and nothing else.
 */
public interface Backbone {

  /**
   * The network of an architecture.
   *
   * @param width factor on all numbers of channels
   * @param batchNorm whether VGG16 has batch normalisation; the others always do
   */
  static Backbone of(Architecture architecture, double width, boolean batchNorm) {
    return switch (architecture) {
      case VGG16 -> new Vgg16(width, batchNorm);
      case RESNET18 -> ResNet.ofLayers18(width);
      case RESNET50 -> ResNet.ofLayers50(width);
      case MOBILENET_V2 -> new MobileNetV2(width);
    };
  }

  /**
   * Channels of the maps that a stage puts out.
   *
   * @param stage from 1
   */
  int channels(int stage);

  /**
   * Side of the maps that a stage puts out, in pixels.
   *
   * @param stage from 1
   * @param inputSize side of the square image
   */
  int side(int stage, int inputSize);

  /**
   * Adds the layers of a stage.
   *
   * @param stage from 1
   * @param input name of the vertex that puts out the maps before it
   * @return name of the vertex that puts out its maps
   */
  String addStage(GraphBuilder graph, LayerStyle style, int stage, String input);

  /** The published number of channels times the width, at least 1. */
  static int scaled(int channels, double width) {
    return Math.max(1, (int) Math.round(channels * width));
  }
}
