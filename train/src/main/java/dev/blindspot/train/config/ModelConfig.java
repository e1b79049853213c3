package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A convolutional network, global average pooling and one dense softmax layer.
 *
 * @param batchNorm whether there is batch normalisation, never null once this is made
 */
public record ModelConfig(
    @Setting(
            about =
                "The convolutional network: vgg16 (without its last pool), resnet18, resnet50"
                    + " (stride in the 3x3 convolution) or mobilenet-v2.",
            byDefault = "vgg16")
        Architecture architecture,
    @Setting(about = "Side of the square input in pixels; a multiple of 16.", byDefault = "224")
        int inputSize,
    @Setting(
            about = "Factor on the number of channels; 1 is the published network.",
            byDefault = "1.0")
        double width,
    @Setting(
            about =
                "Batch normalisation after every convolution: false for vgg16 unless said (true is"
                    + " VGG16-BN), always true for the others.")
        @Nullable Boolean batchNorm,
    @Setting(
            about =
                "Stages 1 to N keep their first weights; 0 trains everything. vgg16: blocks 1 to 5;"
                    + " resnet: conv1 to conv5_x; mobilenet-v2: the 9 rows of its paper's table 2.",
            byDefault = "0")
        int frozenBlocks,
    @Setting(about = "Memory for cached features of the frozen blocks, in MB.", byDefault = "2048")
        int featureCacheMb,
    @Setting(about = "Probability of dropping a feature before the dense layer.", byDefault = "0.0")
        double dropout,
    @Setting(about = "First weights: random, imagenet, keras, zip or run.", byDefault = "random")
        WeightSource weights) {

  /** A published network. */
  public enum Architecture {
    /** Simonyan and Zisserman 2014, arXiv:1409.1556, configuration D. */
    VGG16(5),
    /** He et al. 2015, arXiv:1512.03385, with 18 layers. */
    RESNET18(5),
    /** He et al. 2015, arXiv:1512.03385, with 50 layers. */
    RESNET50(5),
    /** Sandler et al. 2018, arXiv:1801.04381. */
    MOBILENET_V2(9);

    private final int stages;

    Architecture(int stages) {
      this.stages = stages;
    }

    /** Its name in a configuration. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Number of stages, which can be frozen from the first one on. */
    public int stages() {
      return stages;
    }

    /** Whether batch normalisation is part of its definition. */
    public boolean alwaysNormalised() {
      return this != VGG16;
    }
  }

  public ModelConfig {
    Checks.require(
        inputSize >= 32 && inputSize <= 1024 && inputSize % 16 == 0,
        "inputSize",
        "must be a multiple of 16 between 32 and 1024, was %d",
        inputSize);
    Checks.require(
        width >= 1 / 64.0 && width <= 4, "width", "must be between 1/64 and 4, was %s", width);
    batchNorm = batchNorm == null ? Boolean.valueOf(architecture.alwaysNormalised()) : batchNorm;
    Checks.require(
        batchNorm || !architecture.alwaysNormalised(),
        "batchNorm",
        "must be true or left out: only vgg16 exists without batch normalisation");
    Checks.require(
        frozenBlocks >= 0 && frozenBlocks <= architecture.stages(),
        "frozenBlocks",
        "must be 0 to %d, was %d",
        architecture.stages(),
        frozenBlocks);
    Checks.requireAtLeast(featureCacheMb, 0, "featureCacheMb");
    Checks.require(dropout >= 0 && dropout < 1, "dropout", "must be in [0, 1), was %s", dropout);
  }
}
