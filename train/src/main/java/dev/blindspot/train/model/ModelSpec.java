package dev.blindspot.train.model;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.model.backbone.Backbone;
import dev.blindspot.train.model.format.GraphConfiguration;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a network and what it expects: everything beside the weights that is needed to use
 * it. Stored in every saved model as {@code blindspot.json}.
 *
 * @param architecture the convolutional network; never null once this is made (files from before
 *     there was a choice hold none, and VGG16)
 * @param inputSize side of the square input in pixels
 * @param resize how images of any shape become that square
 * @param width factor on the architecture's numbers of channels
 * @param batchNorm whether every convolution is followed by batch normalisation
 * @param dropout probability of dropping a feature before the dense layer
 * @param preprocessing what is done to 0..255 BGR pixels first; it belongs to the weights
 * @param classes names of the classes, in the order of the outputs
 */
public record ModelSpec(
    Architecture architecture,
    int inputSize,
    Resize resize,
    double width,
    boolean batchNorm,
    double dropout,
    Preprocessing preprocessing,
    List<String> classes)
    implements Serializable {

  public ModelSpec(
      @Nullable Architecture architecture,
      int inputSize,
      Resize resize,
      double width,
      boolean batchNorm,
      double dropout,
      Preprocessing preprocessing,
      List<String> classes) {
    this.architecture = requireNonNullElse(architecture, Architecture.VGG16);
    this.inputSize = inputSize;
    this.resize = requireNonNull(resize, "resize");
    this.width = width;
    this.batchNorm = batchNorm;
    this.dropout = dropout;
    this.preprocessing = requireNonNull(preprocessing, "preprocessing");
    this.classes = List.copyOf(classes);
    require(
        inputSize >= 16 && inputSize % 16 == 0,
        "inputSize must be a multiple of 16, was " + inputSize);
    require(width > 0 && Double.isFinite(width), "width must be > 0, was " + width);
    require(
        batchNorm || !this.architecture.alwaysNormalised(),
        "batchNorm must be true for " + this.architecture);
    require(dropout >= 0 && dropout < 1, "dropout must be in [0, 1), was " + dropout);
    require(this.classes.size() >= 2, "classes must be at least two, were " + classes);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** The network that a run asks for. */
  public static ModelSpec of(
      ModelConfig config, Resize resize, Preprocessing preprocessing, List<String> classes) {
    return new ModelSpec(
        config.architecture(),
        config.inputSize(),
        resize,
        config.width(),
        Boolean.TRUE.equals(config.batchNorm()),
        config.dropout(),
        preprocessing,
        classes);
  }

  Backbone backbone() {
    return Backbone.of(architecture, width, batchNorm);
  }

  /** Channels that a stage of the network puts out, counted from 1; at least 1. */
  public int channels(int stage) {
    return backbone().channels(stage);
  }

  /** Channels of the last maps, which the dense layer reads. */
  public int features() {
    return channels(architecture.stages());
  }

  /** Number of parameters, running estimates of batch normalisation among them. */
  public long parameters() {
    return GraphConfiguration.parameters(Network.standardConfiguration(this));
  }
}
