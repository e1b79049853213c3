package dev.blindspot.train.model.backbone;

import dev.blindspot.train.model.backbone.ConvolutionUnit.Padding;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.nd4j.linalg.activations.Activation;

/**
 * VGG16 (Simonyan and Zisserman 2014, arXiv:1409.1556, configuration D) without its last pool (as
 * in Zhou et al. 2015, arXiv:1512.04150): 13 convolutions, four pools. Its maps are 14 x 14 for an
 * input of 224. Stages are the blocks of convolutions, each with the pool behind it.
 *
 * @param width factor on the number of channels
 * @param batchNorm whether every convolution is followed by batch normalisation
 */
public record Vgg16(double width, boolean batchNorm) implements Backbone {
  private static final int[] CHANNELS = {64, 128, 256, 512, 512};
  private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3};
  private static final double EPSILON = 1e-5;

  /** Number of blocks. */
  public static final int BLOCKS = CHANNELS.length;

  /** Number of convolutions in a block, 1 to 5. */
  public static int convolutions(int block) {
    return CONVOLUTIONS[block - 1];
  }

  /** Name of a convolution, both from 1. */
  public static String convolutionName(int block, int index) {
    return "block" + block + "_conv" + index;
  }

  @Override
  public int channels(int stage) {
    return Backbone.scaled(CHANNELS[stage - 1], width);
  }

  @Override
  public int side(int stage, int inputSize) {
    return inputSize >> Math.min(stage, BLOCKS - 1);
  }

  @Override
  public String addStage(GraphBuilder graph, LayerStyle style, int stage, String input) {
    ConvolutionUnit unit =
        ConvolutionUnit.of(3, channels(stage), Padding.SAME, Activation.RELU)
            .normalised(batchNorm ? EPSILON : 0);
    String last = input;
    for (int i = 1; i <= convolutions(stage); i++) {
      last = style.convolution(graph, convolutionName(stage, i), last, unit);
    }
    return stage < BLOCKS ? style.maxPool(graph, "block" + stage + "_pool", last, 2, 0) : last;
  }
}
