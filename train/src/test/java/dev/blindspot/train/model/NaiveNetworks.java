package dev.blindspot.train.model;

import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.model.NaiveLayers.Maps;
import java.util.Map;

/** The networks of the papers, written once more, from their tables, by {@link NaiveLayers}. */
final class NaiveNetworks {
  private NaiveNetworks() {}

  /** Probabilities {@code [image][class]}. */
  static double[][] probabilities(
      Architecture architecture, Map<String, double[]> parameters, boolean training, Maps images) {
    NaiveLayers layers = new NaiveLayers(parameters, training);
    Maps maps =
        switch (architecture) {
          case RESNET18 -> resNet(layers, images, false, 2, 2, 2, 2);
          case RESNET50 -> resNet(layers, images, true, 3, 4, 6, 3);
          case MOBILENET_V2 -> mobileNetV2(layers, images);
          case VGG16 -> throw new IllegalArgumentException("see NaiveVgg16");
        };
    return layers.probabilities(maps);
  }

  /** He et al. 2015, table 1; the stride of a bottleneck is in its 3x3 convolution. */
  private static Maps resNet(NaiveLayers layers, Maps image, boolean bottleneck, int... blocks) {
    Maps x = NaiveLayers.pool(residual(layers, "conv1", image, 7, 2).relu());
    for (int stage = 2; stage <= 5; stage++) {
      for (int block = 1; block <= blocks[stage - 2]; block++) {
        String name = "conv" + stage + "_block" + block;
        int stride = stage > 2 && block == 1 ? 2 : 1;
        Maps shortcut =
            block == 1 && (bottleneck || stage > 2)
                ? residual(layers, name + "_0", x, 1, stride)
                : x;
        Maps branch;
        if (bottleneck) {
          branch = residual(layers, name + "_1", x, 1, 1).relu();
          branch = residual(layers, name + "_2", branch, 3, stride).relu();
          branch = residual(layers, name + "_3", branch, 1, 1);
        } else {
          branch = residual(layers, name + "_1", x, 3, stride).relu();
          branch = residual(layers, name + "_2", branch, 3, 1);
        }
        x = branch.plus(shortcut).relu();
      }
    }
    return x;
  }

  private static Maps residual(NaiveLayers layers, String name, Maps x, int kernel, int stride) {
    Maps y = layers.convolution(name, x, kernel, stride, NaiveLayers.centred(kernel));
    return layers.norm(name + "_bn", y, 1e-5);
  }

  /** Sandler et al. 2018, table 2: t, n and s; the channels are those of the parameters. */
  private static final int[][] ROWS = {
    {1, 1, 1}, {6, 2, 2}, {6, 3, 2}, {6, 4, 2}, {6, 3, 1}, {6, 3, 2}, {6, 1, 1}
  };

  private static Maps mobileNetV2(NaiveLayers layers, Maps image) {
    Maps x = inverted(layers, "Conv1", image, 3, 2).relu6();
    int number = 0;
    for (int[] row : ROWS) {
      for (int block = 0; block < row[1]; block++) {
        String name = number == 0 ? "expanded_conv" : "block_" + number;
        int stride = block == 0 ? row[2] : 1;
        Maps wide = row[0] == 1 ? x : inverted(layers, name + "_expand", x, 1, 1).relu6();
        Maps deep =
            layers.depthwise(
                name + "_depthwise", wide, stride, NaiveLayers.same(wide.side(), 3, stride));
        deep = layers.norm(name + "_depthwise_bn", deep, 1e-3).relu6();
        Maps narrow = inverted(layers, name + "_project", deep, 1, 1);
        x =
            block == 0 && (row[2] == 2 || narrow.channels() != x.channels())
                ? narrow
                : narrow.plus(x);
        number++;
      }
    }
    return inverted(layers, "Conv_1", x, 1, 1).relu6();
  }

  private static Maps inverted(NaiveLayers layers, String name, Maps x, int kernel, int stride) {
    Maps y =
        layers.convolution(name, x, kernel, stride, NaiveLayers.same(x.side(), kernel, stride));
    return layers.norm(name + "_bn", y, 1e-3);
  }
}
