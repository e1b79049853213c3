package dev.blindspot.train.model.backbone;

import dev.blindspot.train.model.backbone.ConvolutionUnit.Padding;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.nd4j.linalg.activations.Activation;

/**
 * MobileNetV2 (Sandler et al. 2018, arXiv:1801.04381, table 2): inverted residual blocks with
 * linear bottlenecks. Stages are the rows of the table: the first convolution, seven sequences of
 * blocks, the last convolution. Maps have a 32nd of the input's side. Padding, epsilon and the
 * rounding of channels to multiples of 8 are those of the authors' TensorFlow code and of Keras,
 * whose weights fit.
 *
 * @param width factor on the number of channels; less than 1 leaves the last convolution as it is,
 *     as in the paper
 */
record MobileNetV2(double width) implements Backbone {

  /** The columns t, c, n and s of table 2. */
  private enum Row {
    ROW_2(1, 16, 1, 1),
    ROW_3(6, 24, 2, 2),
    ROW_4(6, 32, 3, 2),
    ROW_5(6, 64, 4, 2),
    ROW_6(6, 96, 3, 1),
    ROW_7(6, 160, 3, 2),
    ROW_8(6, 320, 1, 1);

    private final int expansion;
    private final int channels;
    private final int blocks;
    private final int stride;

    Row(int expansion, int channels, int blocks, int stride) {
      this.expansion = expansion;
      this.channels = channels;
      this.blocks = blocks;
      this.stride = stride;
    }

    static Row of(int stage) {
      return values()[stage - 2];
    }
  }

  private static final int FIRST = 32;
  private static final int LAST = 1280;
  private static final int LAST_STAGE = Row.values().length + 2;
  private static final int DIVISOR = 8;
  private static final double EPSILON = 1e-3;

  @Override
  public int channels(int stage) {
    if (stage == LAST_STAGE) {
      return rounded(LAST * Math.max(1, width));
    }
    return rounded((stage == 1 ? FIRST : Row.of(stage).channels) * width);
  }

  /** The nearest multiple of 8, at least 8 and at least 90 % of the number. */
  private static int rounded(double channels) {
    int nearest = Math.max(DIVISOR, (int) (channels + DIVISOR / 2.0) / DIVISOR * DIVISOR);
    return nearest < 0.9 * channels ? nearest + DIVISOR : nearest;
  }

  @Override
  public int side(int stage, int inputSize) {
    int side = (inputSize + 1) / 2;
    for (int each = 2; each <= Math.min(stage, LAST_STAGE - 1); each++) {
      side = Row.of(each).stride == 2 ? (side + 1) / 2 : side;
    }
    return side;
  }

  @Override
  public String addStage(GraphBuilder graph, LayerStyle style, int stage, String input) {
    if (stage == 1) {
      return style.convolution(graph, "Conv1", input, relu6(3, channels(1)).stride(2));
    }
    if (stage == LAST_STAGE) {
      return style.convolution(graph, "Conv_1", input, relu6(1, channels(stage)));
    }
    Row row = Row.of(stage);
    String last = input;
    int in = channels(stage - 1);
    for (int block = 0; block < row.blocks; block++) {
      String name = stage == 2 ? "expanded_conv" : "block_" + (firstBlock(stage) + block);
      last = addBlock(graph, style, name, last, in, stage, block == 0 ? row.stride : 1);
      in = channels(stage);
    }
    return last;
  }

  /** The number of a stage's first block in Keras's names, from 1. */
  private static int firstBlock(int stage) {
    int before = 1;
    for (int each = 3; each < stage; each++) {
      before += Row.of(each).blocks;
    }
    return before;
  }

  private String addBlock(
      GraphBuilder graph,
      LayerStyle style,
      String name,
      String input,
      int in,
      int stage,
      int stride) {
    int wide = in * Row.of(stage).expansion;
    String last = input;
    if (wide > in) {
      last = style.convolution(graph, name + "_expand", last, relu6(1, wide));
    }
    last =
        style.convolution(
            graph, name + "_depthwise", last, relu6(3, wide).stride(stride).perChannel());
    ConvolutionUnit projection =
        ConvolutionUnit.of(1, channels(stage), Padding.SAME, Activation.IDENTITY)
            .normalised(EPSILON);
    last = style.convolution(graph, name + "_project", last, projection);
    if (stride > 1 || in != channels(stage)) {
      return last;
    }
    graph.addVertex(name + "_add", new ElementWiseVertex(ElementWiseVertex.Op.Add), input, last);
    return name + "_add";
  }

  private static ConvolutionUnit relu6(int kernel, int channels) {
    return ConvolutionUnit.of(kernel, channels, Padding.SAME, Activation.RELU6).normalised(EPSILON);
  }
}
