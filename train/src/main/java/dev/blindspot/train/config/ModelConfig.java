package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;

/** VGG16 without its last pool, global average pooling and one dense softmax layer. */
public record ModelConfig(
    @Setting(about = "Side of the square input in pixels; a multiple of 16.", byDefault = "224")
        int inputSize,
    @Setting(about = "Factor on the number of channels; 1 is VGG16.", byDefault = "1.0")
        double width,
    @Setting(about = "Batch normalisation after every convolution (VGG16-BN).", byDefault = "false")
        boolean batchNorm,
    @Setting(
            about = "Blocks 1 to N keep their first weights; 0 trains everything.",
            byDefault = "0")
        int frozenBlocks,
    @Setting(about = "Memory for cached features of the frozen blocks, in MB.", byDefault = "2048")
        int featureCacheMb,
    @Setting(about = "Probability of dropping a feature before the dense layer.", byDefault = "0.0")
        double dropout,
    @Setting(about = "First weights: random, imagenet, keras, zip or run.", byDefault = "random")
        WeightSource weights) {

  public ModelConfig {
    Checks.require(
        inputSize >= 32 && inputSize <= 1024 && inputSize % 16 == 0,
        "inputSize",
        "must be a multiple of 16 between 32 and 1024, was %d",
        inputSize);
    Checks.require(
        width >= 1 / 64.0 && width <= 4, "width", "must be between 1/64 and 4, was %s", width);
    Checks.require(
        frozenBlocks >= 0 && frozenBlocks <= 5,
        "frozenBlocks",
        "must be 0 to 5, was %d",
        frozenBlocks);
    Checks.requireAtLeast(featureCacheMb, 0, "featureCacheMb");
    Checks.require(dropout >= 0 && dropout < 1, "dropout", "must be in [0, 1), was %s", dropout);
  }
}
