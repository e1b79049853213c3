package dev.blindspot.train.model;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig;
import java.io.Serializable;
import java.util.List;

/**
 * The shape of a network and what it expects: everything beside the weights that is needed to use
 * it. Stored in every saved model as {@code blindspot.json}.
 *
 * @param inputSize side of the square input in pixels
 * @param resize how images of any shape become that square
 * @param width factor on VGG16's numbers of channels
 * @param batchNorm whether every convolution is followed by batch normalisation
 * @param dropout probability of dropping a feature before the dense layer
 * @param preprocessing what is done to 0..255 BGR pixels first; it belongs to the weights
 * @param classes names of the classes, in the order of the outputs
 */
public record ModelSpec(
    int inputSize,
    Resize resize,
    double width,
    boolean batchNorm,
    double dropout,
    Preprocessing preprocessing,
    List<String> classes)
    implements Serializable {

  private static final int[] CHANNELS = {64, 128, 256, 512, 512};
  private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3};

  /** Number of convolution blocks. */
  public static final int BLOCKS = 5;

  public ModelSpec {
    classes = List.copyOf(classes);
    requireNonNull(resize, "resize");
    require(
        inputSize >= 16 && inputSize % 16 == 0,
        "inputSize must be a multiple of 16, was " + inputSize);
    require(width > 0 && Double.isFinite(width), "width must be > 0, was " + width);
    require(dropout >= 0 && dropout < 1, "dropout must be in [0, 1), was " + dropout);
    requireNonNull(preprocessing, "preprocessing");
    require(classes.size() >= 2, "classes must be at least two, were " + classes);
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
        config.inputSize(),
        resize,
        config.width(),
        config.batchNorm(),
        config.dropout(),
        preprocessing,
        classes);
  }

  /** Channels of a block, 1 to 5; at least 1. */
  public int channels(int block) {
    return Math.max(1, (int) Math.round(CHANNELS[block - 1] * width));
  }

  /** Number of convolutions in a block, 1 to 5. */
  public static int convolutions(int block) {
    return CONVOLUTIONS[block - 1];
  }

  /** Number of parameters, running estimates of batch normalisation among them. */
  public long parameters() {
    long sum = (channels(BLOCKS) + 1L) * classes.size();
    int in = 3;
    for (int block = 1; block <= BLOCKS; block++) {
      for (int i = 0; i < convolutions(block); i++) {
        int out = channels(block);
        sum += 9L * in * out + (batchNorm ? 4L : 1L) * out;
        in = out;
      }
    }
    return sum;
  }

  /** Side of the feature maps that enter a block, in pixels. */
  public int sizeBefore(int block) {
    return inputSize >> (block - 1);
  }
}
