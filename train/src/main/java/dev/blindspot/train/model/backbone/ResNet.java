package dev.blindspot.train.model.backbone;

import dev.blindspot.train.model.backbone.ConvolutionUnit.Padding;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.nd4j.linalg.activations.Activation;

/**
 * A residual network for ImageNet (He et al. 2015, arXiv:1512.03385, table 1 and section 4.1), with
 * projections where the shape changes (option B). Stages are those of the table: {@code conv1},
 * here with the pool behind it, and {@code conv2_x} to {@code conv5_x}. Maps have a 32nd of the
 * input's side.
 *
 * <p>Deviation from the paper, as in torchvision and called v1.5: where a block with a bottleneck
 * halves its maps, the 3x3 convolution has the stride and not the first 1x1 one.
 *
 * @param blocks number of residual blocks in {@code conv2_x} to {@code conv5_x}
 * @param expansion output channels of a block by those inside it: 1 for two 3x3 convolutions, 4 for
 *     a bottleneck
 * @param width factor on the number of channels
 */
record ResNet(List<Integer> blocks, int expansion, double width) implements Backbone {
  private static final int[] CHANNELS = {64, 64, 128, 256, 512};
  private static final double EPSILON = 1e-5;

  static ResNet ofLayers18(double width) {
    return new ResNet(List.of(2, 2, 2, 2), 1, width);
  }

  static ResNet ofLayers50(double width) {
    return new ResNet(List.of(3, 4, 6, 3), 4, width);
  }

  @Override
  public int channels(int stage) {
    return inner(stage) * (stage == 1 ? 1 : expansion);
  }

  private int inner(int stage) {
    return Backbone.scaled(CHANNELS[stage - 1], width);
  }

  @Override
  public int side(int stage, int inputSize) {
    int side = inputSize;
    for (int halved = 0; halved < (stage == 1 ? 2 : stage); halved++) {
      side = (side + 1) / 2;
    }
    return side;
  }

  @Override
  public String addStage(GraphBuilder graph, LayerStyle style, int stage, String input) {
    if (stage == 1) {
      String stem = style.convolution(graph, "conv1", input, relu(7, inner(1)).stride(2));
      return style.maxPool(graph, "pool1", stem, 3, 1);
    }
    String last = input;
    for (int block = 1; block <= blocks.get(stage - 2); block++) {
      boolean first = block == 1;
      boolean projected = first && channels(stage - 1) != channels(stage);
      int stride = first && stage > 2 ? 2 : 1;
      last =
          new Residual(graph, style, "conv%d_block%d".formatted(stage, block), last)
              .add(stage, stride, projected || stride > 1);
    }
    return last;
  }

  private static ConvolutionUnit relu(int kernel, int channels) {
    return unit(kernel, channels, Activation.RELU);
  }

  private static ConvolutionUnit linear(int kernel, int channels) {
    return unit(kernel, channels, Activation.IDENTITY);
  }

  private static ConvolutionUnit unit(int kernel, int channels, Activation activation) {
    return ConvolutionUnit.of(kernel, channels, Padding.CENTRED, activation).normalised(EPSILON);
  }

  /** One block: its branch and its shortcut, their sum, ReLU. */
  private final class Residual {
    private final GraphBuilder graph;
    private final LayerStyle style;
    private final String name;
    private final String input;

    Residual(GraphBuilder graph, LayerStyle style, String name, String input) {
      this.graph = graph;
      this.style = style;
      this.name = name;
      this.input = input;
    }

    String add(int stage, int stride, boolean projected) {
      String shortcut =
          projected ? layer("_0", input, linear(1, channels(stage)).stride(stride)) : input;
      String branch = expansion == 1 ? basic(stage, stride) : bottleneck(stage, stride);
      graph.addVertex(
          name + "_add", new ElementWiseVertex(ElementWiseVertex.Op.Add), branch, shortcut);
      return style.activation(graph, name + "_out", name + "_add", Activation.RELU);
    }

    private String basic(int stage, int stride) {
      String first = layer("_1", input, relu(3, inner(stage)).stride(stride));
      return layer("_2", first, linear(3, channels(stage)));
    }

    private String bottleneck(int stage, int stride) {
      String first = layer("_1", input, relu(1, inner(stage)));
      String second = layer("_2", first, relu(3, inner(stage)).stride(stride));
      return layer("_3", second, linear(1, channels(stage)));
    }

    private String layer(String suffix, String from, ConvolutionUnit unit) {
      return style.convolution(graph, name + suffix, from, unit);
    }
  }
}
