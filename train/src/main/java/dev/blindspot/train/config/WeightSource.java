package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;

/** Where the first weights come from. Relative paths are relative to the configuration file. */
public sealed interface WeightSource {

  /** He initialisation (He et al. 2015, arXiv:1502.01852) from the run's seed. */
  record Random() implements WeightSource {}

  /** VGG16 trained on ImageNet, from DL4J's model zoo: downloaded once, checked, cached. */
  record Imagenet() implements WeightSource {}

  /** Convolution weights of a Keras "notop" HDF5 file. */
  record Keras(@Setting(about = "The .h5 file.", path = true) String file)
      implements WeightSource {}

  /** A DL4J model zip with the same convolutions. */
  record Zip(@Setting(about = "The .zip file.", path = true) String file) implements WeightSource {}

  /** An arm of a finished run. */
  record Run(
      @Setting(about = "The run's folder.", path = true) String folder,
      @Setting(about = "The arm's name.") String arm)
      implements WeightSource {}
}
