package dev.blindspot.train.config;

import dev.blindspot.augment.BatchAugmentation;
import dev.blindspot.augment.CutMix;
import dev.blindspot.augment.CutOut;
import dev.blindspot.augment.GridMask;
import dev.blindspot.augment.HideAndSeek;
import dev.blindspot.augment.HorizontalFlip;
import dev.blindspot.augment.ImageAugmentation;
import dev.blindspot.augment.MixUp;
import dev.blindspot.augment.RandomErasing;
import dev.blindspot.augment.Sequence;
import dev.blindspot.augment.Shift;
import dev.blindspot.augment.Sometimes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The augmentations of an arm; absent ones are not used. They are applied in the order of the
 * components: geometry, then masking, then mixing of the batch.
 */
public record AugmentationConfig(
    @Setting(key = "horizontal-flip", about = "Mirrors left and right.")
        @Nullable Chance<HorizontalFlip> horizontalFlip,
    @Setting(key = "shift", about = "Moves the picture by some pixels.")
        @Nullable Chance<Shift> shift,
    @Setting(key = "cutout", about = "CutOut (arXiv:1708.04552).") @Nullable Chance<CutOut> cutOut,
    @Setting(key = "random-erasing", about = "Random Erasing (arXiv:1708.04896).")
        @Nullable Chance<RandomErasing> randomErasing,
    @Setting(key = "hide-and-seek", about = "Hide-and-Seek (arXiv:1811.02545).")
        @Nullable Chance<HideAndSeek> hideAndSeek,
    @Setting(key = "grid-mask", about = "GridMask (arXiv:2001.04086).")
        @Nullable Chance<GridMask> gridMask,
    @Setting(key = "mixup", about = "MixUp (arXiv:1710.09412).") @Nullable Chance<MixUp> mixUp,
    @Setting(key = "cutmix", about = "CutMix (arXiv:1905.04899).")
        @Nullable Chance<CutMix> cutMix) {

  /**
   * A method and how often it is used. Its settings are keys of the same mapping as {@code
   * probability}; their defaults are those of the paper.
   *
   * @param probability of using the method, per picture (per batch for mixing); default: {@code
   *     horizontal-flip} and {@code random-erasing} 0.5 as usual and as in the paper, all others 1
   * @param method the method with its own settings
   */
  public record Chance<M>(double probability, M method) {
    public Chance {
      Checks.requireFraction(probability, "probability");
    }

    /** The default probability of a method. */
    static double usualProbability(Class<?> method) {
      return method == HorizontalFlip.class || method == RandomErasing.class ? 0.5 : 1;
    }
  }

  /** The augmentations of single pictures, in order. */
  public ImageAugmentation images() {
    List<ImageAugmentation> steps =
        Stream.of(horizontalFlip, shift, cutOut, randomErasing, hideAndSeek, gridMask)
            .filter(Objects::nonNull)
            .<ImageAugmentation>map(c -> new Sometimes(c.probability(), c.method()))
            .toList();
    return new Sequence(steps);
  }

  /** The augmentations of whole batches, in order. */
  public List<Chance<? extends BatchAugmentation>> batches() {
    return Stream.<@Nullable Chance<? extends BatchAugmentation>>of(mixUp, cutMix)
        .filter(Objects::nonNull)
        .<Chance<? extends BatchAugmentation>>map(c -> c)
        .toList();
  }

  /** One line per augmentation with all its settings, as in YAML, for reports and plans. */
  public List<String> describe() {
    return ConfigWriter.lines(this);
  }
}
