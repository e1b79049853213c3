package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;
import org.jspecify.annotations.Nullable;

/** Where the first weights come from. Relative paths are relative to the configuration file. */
public sealed interface WeightSource {

  /** He initialisation (He et al. 2015, arXiv:1502.01852) from the run's seed. */
  record Random() implements WeightSource {}

  /**
   * VGG16 or MobileNetV2 trained on ImageNet, as Keras or DL4J's zoo publish it: fetched once,
   * checked, cached.
   */
  record Imagenet() implements WeightSource {}

  /** Convolution weights of a Keras "notop" HDF5 file. */
  record Keras(@Setting(about = "The .h5 file.", path = true) String file)
      implements WeightSource {}

  /**
   * A DL4J model zip with the same convolutions.
   *
   * @param preprocessing of the pixels that it was trained on; null for a zip that Blindspot saved,
   *     which says so itself
   */
  record Zip(
      @Setting(about = "The .zip file.", path = true) String file,
      @Setting(
              about =
                  "What a zip that Blindspot did not save was trained on: caffe (BGR minus ImageNet's"
                      + " mean, as VGG16 of Keras and DL4J) or symmetric (BGR, -1 to 1).")
          @Nullable Pixels preprocessing)
      implements WeightSource {}

  /** What first weights were trained on. */
  enum Pixels {
    /** BGR, 0..255, minus ImageNet's mean colour. */
    CAFFE,
    /** BGR, -1..1. */
    SYMMETRIC
  }

  /** An arm of a finished run. */
  record Run(
      @Setting(about = "The run's folder.", path = true) String folder,
      @Setting(about = "The arm's name.") String arm)
      implements WeightSource {}
}
