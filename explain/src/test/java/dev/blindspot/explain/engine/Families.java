package dev.blindspot.explain.engine;

import static org.nd4j.linalg.activations.Activation.IDENTITY;
import static org.nd4j.linalg.activations.Activation.RELU;
import static org.nd4j.linalg.activations.Activation.RELU6;
import static org.nd4j.linalg.activations.Activation.SWISH;

import java.util.function.BiFunction;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/**
 * Small networks of known families, by their public definitions (torchvision's, and Keras's where
 * padding differs): few blocks and channels, every kind of operation and connection.
 */
enum Families {
  RESNET18(
      (net, last) -> {
        String x = net.normed("in", 7, 2, 16, RELU);
        x = net.add(maxThree(), x);
        x = basic(net, x, 1, 16, false);
        x = basic(net, x, 1, 16, false);
        x = basic(net, x, 2, 32, true);
        return net.classifier(basic(net, x, 1, 32, false), last);
      }),
  /** Keras's: zeros around the image and before the pooling are layers of their own. */
  RESNET50(
      (net, last) -> {
        String x = net.add(new ZeroPaddingLayer(3, 3), "in");
        x =
            net.add(
                new org.deeplearning4j.nn.conf.layers.ConvolutionLayer.Builder(7, 7)
                    .stride(2, 2)
                    .nOut(16)
                    .convolutionMode(ConvolutionMode.Truncate)
                    .activation(IDENTITY)
                    .build(),
                x);
        x = net.activated(net.norm(x), RELU);
        x = net.add(new ZeroPaddingLayer(1, 1), x);
        x = net.pool(x, PoolingType.MAX, 3, 2, ConvolutionMode.Truncate);
        x = bottleneck(net, x, 1, 8, 32, true);
        x = bottleneck(net, x, 1, 8, 32, false);
        return net.classifier(bottleneck(net, x, 2, 16, 48, true), last);
      }),
  VGG16(
      (net, last) -> {
        String x = "in";
        for (int channels : new int[] {4, 16, 24}) {
          x = net.conv(x, 3, 1, channels, RELU);
          x = net.conv(x, 3, 1, channels, RELU);
          x = net.pool(x, PoolingType.MAX, 2, 2, ConvolutionMode.Truncate);
        }
        x = net.add(new DenseLayer.Builder().nOut(20).activation(RELU).build(), x);
        x = net.add(new DropoutLayer(0.5), x);
        x = net.add(new DenseLayer.Builder().nOut(10).activation(RELU).build(), x);
        return net.output(net.add(new DropoutLayer(0.5), x), last);
      }),
  MOBILENET_V2(
      (net, last) -> {
        String x = net.normed("in", 3, 2, 16, RELU6);
        x = inverted(net, x, 1, 16, 8, false);
        x = inverted(net, x, 2, 24, 12, false);
        x = inverted(net, x, 1, 32, 12, true);
        return net.classifier(net.normed(x, 1, 1, 40, RELU6), last);
      }),
  DENSENET121(
      (net, last) -> {
        String x = net.normed("in", 7, 2, 16, RELU);
        x = net.pool(x, PoolingType.MAX, 3, 2, ConvolutionMode.Same);
        x = dense(net, x, 16);
        x = dense(net, x, 16);
        x = dense(net, x, 8);
        x = net.bare(net.activated(net.norm(x), RELU), 1, 1, 24);
        x = net.pool(x, PoolingType.AVG, 2, 2, ConvolutionMode.Truncate);
        x = dense(net, x, 8);
        return net.classifier(net.activated(net.norm(x), RELU), last);
      }),
  INCEPTION_V3(
      (net, last) -> {
        String x = net.conv("in", 3, 2, 16, RELU);
        x = net.pool(x, PoolingType.MAX, 3, 2, ConvolutionMode.Truncate);
        String one = net.conv(x, 1, 1, 16, RELU);
        String five = net.conv(net.conv(x, 1, 1, 8, RELU), 5, 1, 16, RELU);
        String three =
            net.conv(net.conv(net.conv(x, 1, 1, 8, RELU), 3, 1, 16, RELU), 3, 1, 16, RELU);
        String pooled =
            net.conv(net.pool(x, PoolingType.AVG, 3, 1, ConvolutionMode.Same), 1, 1, 16, RELU);
        x = net.merged(one, five, three, pooled);
        String seven = net.conv(net.conv(x, 1, 7, 1, 12, RELU), 7, 1, 1, 12, RELU);
        String left = net.conv(x, 1, 3, 1, 8, RELU);
        String right = net.conv(x, 3, 1, 1, 8, RELU);
        x = net.merged(seven, net.merged(left, right), net.conv(x, 1, 1, 8, RELU));
        String halved = net.conv(x, 3, 2, 16, RELU);
        String max = net.pool(x, PoolingType.MAX, 3, 2, ConvolutionMode.Same);
        return net.classifier(net.merged(halved, max), last);
      }),
  SQUEEZENET(
      (net, last) -> {
        String x = net.conv("in", 3, 2, 16, RELU);
        x = net.pool(x, PoolingType.MAX, 3, 2, ConvolutionMode.Same);
        x = fire(net, x, 4, 16);
        x = net.pool(fire(net, x, 8, 24), PoolingType.MAX, 3, 2, ConvolutionMode.Same);
        x = net.conv(net.add(new DropoutLayer(0.5), x), 1, 1, 5, RELU);
        return net.classifier(x, last);
      }),
  EFFICIENTNET_B0(
      (net, last) -> {
        String x = net.normed("in", 3, 2, 16, SWISH);
        x = net.activated(net.norm(net.depthwise(x, 3, 1, 16)), SWISH);
        x = net.norm(net.bare(net.squeezed(x, 16), 1, 1, 8));
        String wide = net.normed(x, 1, 1, 24, SWISH);
        wide = net.activated(net.norm(net.depthwise(wide, 5, 1, 24)), SWISH);
        x = net.sum(x, net.norm(net.bare(net.squeezed(wide, 24), 1, 1, 8)));
        return net.classifier(net.normed(x, 1, 1, 32, SWISH), last);
      });

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final BiFunction<GraphNet, Activation, ComputationGraph> build;

  Families(BiFunction<GraphNet, Activation, ComputationGraph> build) {
    this.build = build;
  }

  ComputationGraph graph(int height, int width, Activation last, CNN2DFormat format) {
    GraphNet net = new GraphNet(format);
    return build.apply(this == EFFICIENTNET_B0 ? net : net.typed(height, width), last);
  }

  private static org.deeplearning4j.nn.conf.layers.SubsamplingLayer maxThree() {
    return new org.deeplearning4j.nn.conf.layers.SubsamplingLayer.Builder(PoolingType.MAX)
        .kernelSize(3, 3)
        .stride(2, 2)
        .padding(1, 1)
        .convolutionMode(ConvolutionMode.Truncate)
        .build();
  }

  private static String basic(GraphNet net, String x, int stride, int out, boolean projected) {
    String y = net.normed(x, 3, stride, out, RELU);
    y = net.normed(y, 3, 1, out, IDENTITY);
    String shortcut = projected ? net.normed(x, 1, stride, out, IDENTITY) : x;
    return net.activated(net.sum(y, shortcut), RELU);
  }

  private static String bottleneck(
      GraphNet net, String x, int stride, int few, int out, boolean projected) {
    String y = net.normed(x, 1, 1, few, RELU);
    y = net.normed(y, 3, stride, few, RELU);
    y = net.normed(y, 1, 1, out, IDENTITY);
    String shortcut = projected ? net.normed(x, 1, stride, out, IDENTITY) : x;
    return net.activated(net.sum(shortcut, y), RELU);
  }

  private static String inverted(
      GraphNet net, String x, int stride, int wide, int out, boolean residual) {
    String y = net.normed(x, 1, 1, wide, RELU6);
    y = net.activated(net.norm(net.depthwise(y, 3, stride, wide)), RELU6);
    y = net.normed(y, 1, 1, out, IDENTITY);
    return residual ? net.sum(x, y) : y;
  }

  private static String dense(GraphNet net, String x, int growth) {
    String y = net.bare(net.activated(net.norm(x), RELU), 1, 1, 16);
    y = net.bare(net.activated(net.norm(y), RELU), 3, 1, growth);
    return net.merged(x, y);
  }

  private static String fire(GraphNet net, String x, int few, int out) {
    String squeezed = net.conv(x, 1, 1, few, RELU);
    return net.merged(net.conv(squeezed, 1, 1, out, RELU), net.conv(squeezed, 3, 1, out, RELU));
  }
}
