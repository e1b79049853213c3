package dev.blindspot.train.evaluate.corruption;

/** One constant of a corruption in every published set, by increasing severity. */
final class Levels {
  private final double[] imageNet;
  private final double[] tinyImageNet;
  private final double[] cifar;

  private Levels(double[] imageNet, double[] tinyImageNet, double[] cifar) {
    this.imageNet = imageNet;
    this.tinyImageNet = tinyImageNet;
    this.cifar = cifar;
  }

  /** The five of ImageNet-C. */
  static Levels imageNet(double... levels) {
    return new Levels(levels, levels, levels);
  }

  /** The five of Tiny-ImageNet-C. */
  Levels tinyImageNet(double... levels) {
    return new Levels(imageNet, levels, cifar);
  }

  /** The five of CIFAR-10-C. */
  Levels cifar(double... levels) {
    return new Levels(imageNet, tinyImageNet, levels);
  }

  double at(Severity severity) {
    return switch (severity.constants()) {
      case IMAGENET_C -> imageNet[severity.level()];
      case TINY_IMAGENET_C -> tinyImageNet[severity.level()];
      case CIFAR_10_C -> cifar[severity.level()];
    };
  }
}
