package dev.blindspot.explain.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/**
 * Operations over whatever was computed before: maps of one size for each of the channels 8 and 16,
 * so that anything can be joined with anything.
 */
final class RandomGraph {
  private static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.RELU,
          Activation.RELU6,
          Activation.LEAKYRELU,
          Activation.SWISH,
          Activation.ELU,
          Activation.TANH,
          Activation.HARDSIGMOID,
          Activation.IDENTITY);

  private final GraphNet net;
  private final Random random;
  private final List<String> eight = new ArrayList<>();
  private final List<String> sixteen = new ArrayList<>();

  RandomGraph(long seed, CNN2DFormat format) {
    this.net = new GraphNet(format);
    this.random = new Random(seed);
    eight.add(net.conv("in", 3, 2, 8, Activation.RELU));
    sixteen.add(net.conv("in", 5, 2, 16, activation()));
  }

  ComputationGraph build() {
    for (int i = 0; i < 12; i++) {
      add();
    }
    String all = net.merged(eight.get(eight.size() - 1), last(), any(sixteen));
    if (random.nextBoolean()) {
      all = net.pool(all, PoolingType.MAX, 2, 2, ConvolutionMode.Truncate);
    }
    return net.classifier(net.conv(all, 3, 1, 16, activation()), Activation.IDENTITY);
  }

  private void add() {
    String a = last();
    String b = any(sixteen);
    switch (random.nextInt(9)) {
      case 0 -> sixteen.add(net.sum(a, b, any(sixteen)));
      case 1 -> sixteen.add(net.activated(net.norm(net.sum(a, b)), Activation.RELU));
      case 2 -> sixteen.add(net.product(a, net.activated(b, Activation.SIGMOID)));
      case 3 -> sixteen.add(net.conv(net.merged(any(eight), a, b), 1, 1, 16, activation()));
      case 4 -> sixteen.add(net.pool(a, pooling(), 3, 1, ConvolutionMode.Same));
      case 5 -> sixteen.add(net.activated(net.norm(net.depthwise(a, 3, 1, 16)), activation()));
      case 6 -> eight.add(net.sum(any(eight), net.conv(b, 3, 1, 8, activation())));
      case 7 -> sixteen.add(net.merged(net.conv(a, 3, 1, 8, activation()), any(eight)));
      default -> sixteen.add(random.nextInt(4) == 0 ? net.squeezed(a, 16) : net.norm(b));
    }
  }

  private String last() {
    return sixteen.get(sixteen.size() - 1);
  }

  private String any(List<String> maps) {
    return maps.get(random.nextInt(maps.size()));
  }

  private Activation activation() {
    return ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
  }

  private PoolingType pooling() {
    return random.nextBoolean() ? PoolingType.MAX : PoolingType.AVG;
  }
}
