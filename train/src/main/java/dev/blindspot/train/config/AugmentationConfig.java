package dev.blindspot.train.config;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.InvalidValueException;
import dev.blindspot.augment.method.ColourJitter;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.PlaceErasing;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.method.RandomResizedCrop;
import dev.blindspot.augment.method.RegionalDropout;
import dev.blindspot.augment.method.Schedule;
import dev.blindspot.augment.method.Shift;
import dev.blindspot.augment.mixing.BatchAugmentation;
import dev.blindspot.augment.mixing.CutMix;
import dev.blindspot.augment.mixing.MixUp;
import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The augmentations of an arm; absent ones are not used. They are applied in the order of the
 * components: places of the image as it comes, geometry, colours, then masking, then mixing of the
 * batch.
 */
public record AugmentationConfig(
    @Setting(
            about =
                "Names of the boxes that 'where' is about, for example [vehicle]; none: all boxes"
                    + " that are known of an image.",
            byDefault = "[]")
        List<String> boxes,
    @Setting(
            key = "place-erasing",
            about =
                "Hides the same places in every image, before anything moves them. Places are"
                    + " [x, y, width, height] in shares of the image's sides, margin is a share of"
                    + " the shorter side around each.")
        @Nullable Chance<PlaceErasing> placeErasing,
    @Setting(key = "horizontal-flip", about = "Mirrors left and right.")
        @Nullable Chance<HorizontalFlip> horizontalFlip,
    @Setting(key = "shift", about = "Moves the image by some pixels.")
        @Nullable Chance<Shift> shift,
    @Setting(
            key = "random-resized-crop",
            about = "A random part, enlarged to the size of the image (arXiv:1409.4842).")
        @Nullable Chance<RandomResizedCrop> randomResizedCrop,
    @Setting(
            key = "colour-jitter",
            about =
                "Changes brightness, contrast, saturation (factors up to 1 +- the setting) and hue"
                    + " (turns up to the setting), in random order.")
        @Nullable Chance<ColourJitter> colourJitter,
    @Setting(key = "cutout", about = "CutOut (arXiv:1708.04552).") @Nullable Chance<CutOut> cutOut,
    @Setting(key = "random-erasing", about = "Random Erasing (arXiv:1708.04896).")
        @Nullable Chance<RandomErasing> randomErasing,
    @Setting(key = "hide-and-seek", about = "Hide-and-Seek (arXiv:1811.02545).")
        @Nullable Chance<HideAndSeek> hideAndSeek,
    @Setting(key = "grid-mask", about = "GridMask (arXiv:2001.04086).")
        @Nullable Chance<GridMask> gridMask,
    @Setting(key = "mixup", about = "MixUp (arXiv:1710.09412).") @Nullable Chance<MixUp> mixUp,
    @Setting(key = "cutmix", about = "CutMix (arXiv:1905.04899).") @Nullable Chance<CutMix> cutMix)
    implements Serializable {
  public AugmentationConfig {
    boxes = List.copyOf(boxes);
  }

  /** The same with other places to hide; null: none. */
  public AugmentationConfig with(@Nullable Chance<PlaceErasing> places) {
    return new AugmentationConfig(
        boxes,
        places,
        horizontalFlip,
        shift,
        randomResizedCrop,
        colourJitter,
        cutOut,
        randomErasing,
        hideAndSeek,
        gridMask,
        mixUp,
        cutMix);
  }

  /**
   * A method and how often it is used. Its settings are keys of the same mapping as {@code
   * probability}; their defaults are those of the paper.
   *
   * @param probability of using the method, per image (per batch for mixing); default: {@code
   *     horizontal-flip} and {@code random-erasing} 0.5 as usual and as in the paper, all others 1
   * @param rampEpochs epochs in which the probability rises from 0 in a straight line; 0: it is the
   *     same from the first epoch on
   * @param where what may be hidden; methods that hide nothing know {@code ANYWHERE} alone
   * @param method the method with its own settings
   */
  public record Chance<M>(
      @Setting(about = "How often the method is used, 0 to 1.") double probability,
      @Setting(
              about = "Epochs in which the probability rises from 0 to its value; 0: none.",
              byDefault = "0")
          int rampEpochs,
      @Setting(
              about =
                  "What may be hidden: anything, or only what lies inside or outside of the boxes"
                      + " that are known of an image.",
              byDefault = "anywhere")
          Where where,
      M method)
      implements Serializable {
    public Chance {
      Checks.requireFraction(probability, "probability");
      Checks.requireAtLeast(rampEpochs, 0, "rampEpochs");
      if (where != Where.ANYWHERE && !(method instanceof RegionalDropout)) {
        throw new InvalidValueException("where", "must be anywhere: this method hides nothing");
      }
    }

    /** The same probability in all epochs, anywhere in the image. */
    public Chance(double probability, M method) {
      this(probability, 0, Where.ANYWHERE, method);
    }

    /** The probability of every epoch. */
    public Schedule schedule() {
      return rampEpochs == 0
          ? new Schedule.Constant(probability)
          : new Schedule.Ramp(0, probability, rampEpochs);
    }

    /** The default probability of a method. */
    public static double usualProbability(Class<?> method) {
      return method == HorizontalFlip.class || method == RandomErasing.class ? 0.5 : 1;
    }
  }

  /** What may be hidden. */
  public enum Where {
    /** The whole image. */
    ANYWHERE {
      @Override
      ImageAugmentation of(RegionalDropout method) {
        return method;
      }
    },
    /** Each object by itself, as if it were the image. */
    INSIDE_BOXES {
      @Override
      ImageAugmentation of(RegionalDropout method) {
        return new InsideBoxes(method);
      }
    },
    /** The background alone. */
    OUTSIDE_BOXES {
      @Override
      ImageAugmentation of(RegionalDropout method) {
        return new OutsideBoxes(method);
      }
    };

    abstract ImageAugmentation of(RegionalDropout method);
  }

  /** Whether a method needs to know where the objects are. */
  public boolean needsBoxes() {
    return Stream.of(placeErasing, cutOut, randomErasing, hideAndSeek, gridMask)
        .anyMatch(chance -> chance != null && chance.where() != Where.ANYWHERE);
  }

  /** What hidden places are filled with, one entry for each method that hides. */
  public List<Fill> fills() {
    return Stream.<@Nullable Fill>of(
            placeErasing == null ? null : placeErasing.method().fill(),
            cutOut == null ? null : cutOut.method().fill(),
            randomErasing == null ? null : randomErasing.method().fill(),
            hideAndSeek == null ? null : hideAndSeek.method().fill(),
            gridMask == null ? null : gridMask.method().fill())
        .filter(Objects::nonNull)
        .toList();
  }

  /** Whether {@code where} is about a box of this name. */
  public boolean isAbout(String box) {
    return boxes.isEmpty() || boxes.contains(box);
  }

  /** The augmentations of single images, in order. */
  public Compose images() {
    List<ImageAugmentation> steps =
        Stream.<@Nullable Chance<? extends ImageAugmentation>>of(
                placeErasing,
                horizontalFlip,
                shift,
                randomResizedCrop,
                colourJitter,
                cutOut,
                randomErasing,
                hideAndSeek,
                gridMask)
            .filter(Objects::nonNull)
            .<ImageAugmentation>map(AugmentationConfig::sometimes)
            .toList();
    return new Compose(steps);
  }

  private static ImageAugmentation sometimes(Chance<? extends ImageAugmentation> chance) {
    ImageAugmentation method =
        chance.method() instanceof RegionalDropout hiding
            ? chance.where().of(hiding)
            : chance.method();
    return new RandomApply(chance.schedule(), method);
  }

  /** The augmentations of whole batches, in order. */
  public List<Chance<? extends BatchAugmentation>> batches() {
    return Stream.<@Nullable Chance<? extends BatchAugmentation>>of(mixUp, cutMix)
        .filter(Objects::nonNull)
        .<Chance<? extends BatchAugmentation>>map(c -> c)
        .toList();
  }
}
