package dev.blindspot.train.model;

import java.util.List;

/**
 * The first convolution of a network as trained on ImageNet, as far as numbers of it are published:
 * enough to tell it from others, and how its axes lie.
 *
 * @param network as messages name it
 * @param layer its name in the standard graph
 * @param filters how many it has
 * @param weights some of its kernel
 * @param biases of the first filters; empty if it has none
 */
record KnownFilters(
    String network, String layer, int filters, List<Weight> weights, List<Double> biases) {
  /**
   * The VGG16 of Simonyan and Zisserman. Prints of {@code VGG16(weights='imagenet')} in Keras show
   * {@code kernel[0][0]} of the first and the last three filters; a program that reads the file
   * lists nine weights of the first filter's first channel and ten biases. Where both show a
   * number, they agree. The same network in MatConvNet, which is fed red first, begins with
   * 0.4800154 and the same bias: that is Keras's <em>third</em> channel, so Keras's first one is
   * blue. It shows in the signs of filter 1, which answers to colour: positive in blue and green,
   * negative in red.
   */
  static final KnownFilters VGG16 =
      new KnownFilters(
          "VGG16 of ImageNet",
          "block1_conv1",
          64,
          List.of(
              new Weight(0, 0, 0, 0, 0.42947057),
              new Weight(0, 0, 0, 1, 0.373467),
              new Weight(0, 0, 0, 2, -0.061360113),
              new Weight(0, 0, 1, 0, 0.27476987),
              new Weight(0, 0, 1, 1, 0.038680777),
              new Weight(0, 0, 1, 2, -0.36722335),
              new Weight(0, 0, 2, 0, -0.05746817),
              new Weight(0, 0, 2, 1, -0.26224968),
              new Weight(0, 0, 2, 2, -0.35009676),
              new Weight(0, 1, 0, 0, 0.55037946),
              new Weight(0, 2, 0, 0, 0.4800154),
              new Weight(1, 0, 0, 0, 0.11727387),
              new Weight(1, 1, 0, 0, 0.020877438),
              new Weight(1, 2, 0, 0, -0.17269668),
              new Weight(2, 0, 0, 0, 0.03401296),
              new Weight(2, 1, 0, 0, 0.098831154),
              new Weight(2, 2, 0, 0, 0.037557714),
              new Weight(61, 0, 0, 0, -0.13224158),
              new Weight(61, 1, 0, 0, -0.08482055),
              new Weight(61, 2, 0, 0, -0.12713556),
              new Weight(62, 0, 0, 0, -0.053347524),
              new Weight(62, 1, 0, 0, -0.051138915),
              new Weight(62, 2, 0, 0, -0.050299164),
              new Weight(63, 0, 0, 0, 0.007577384),
              new Weight(63, 1, 0, 0, 0.037494343),
              new Weight(63, 2, 0, 0, 0.034896567)),
          List.of(
              0.73429835,
              0.093403675,
              0.06775674,
              0.8862966,
              0.25994542,
              0.66426694,
              -0.015828926,
              0.3249065,
              0.68600726,
              0.062479325));

  /** Keras's, which is fed red first there: of its first filter, red is known. */
  static final KnownFilters MOBILENET_V2 =
      new KnownFilters(
          "MobileNetV2 of ImageNet at width 0.35",
          "Conv1",
          16,
          List.of(
              new Weight(0, 2, 0, 0, 0.05361931),
              new Weight(0, 2, 0, 1, -0.24111664),
              new Weight(0, 2, 0, 2, 0.19482625),
              new Weight(0, 2, 1, 0, 0.054503437),
              new Weight(0, 2, 1, 1, -0.24493314),
              new Weight(0, 2, 1, 2, 0.22157173),
              new Weight(0, 2, 2, 0, -0.0030839029),
              new Weight(0, 2, 2, 1, -0.07166154),
              new Weight(0, 2, 2, 2, 0.06586038)),
          List.of());

  static final List<KnownFilters> ALL = List.of(VGG16, MOBILENET_V2);

  /**
   * A number of the kernel.
   *
   * @param channel in the order blue, green, red
   */
  record Weight(int filter, int channel, int row, int column, double value) {}

  KnownFilters {
    weights = List.copyOf(weights);
    biases = List.copyOf(biases);
  }
}
