package dev.blindspot.train.config;

import dev.blindspot.augment.geometry.RelativeBox;
import dev.blindspot.augment.method.PlaceErasing;
import dev.blindspot.train.config.AugmentationConfig.Chance;
import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One arm of a run. The reader merges the run's own {@code augmentation} and {@code training} below
 * it.
 */
public record ArmConfig(
    @Setting(about = "Augmentations of this arm.", byDefault = "{}")
        AugmentationConfig augmentation,
    @Setting(about = "Training settings of this arm.", byDefault = "{}") TrainingConfig training,
    @Setting(
            about =
                "An arm whose shortcut scan, on training and validation images, says which places"
                    + " this one hides in training; augmentation.place-erasing says how. Without a"
                    + " suspect this arm is left out.")
        @Nullable String hideSuspectsOf)
    implements Serializable {

  public ArmConfig {
    Chance<PlaceErasing> erasing = augmentation.placeErasing();
    if (hideSuspectsOf == null) {
      Checks.require(
          erasing == null || !erasing.method().places().isEmpty(),
          "augmentation",
          "place-erasing must name at least one of its places, unless hideSuspectsOf names an arm");
    } else if (erasing == null) {
      augmentation = augmentation.with(new Chance<>(1, PlaceErasing.defaults()));
    }
  }

  /** An arm that hides nothing that another one's scan found. */
  public ArmConfig(AugmentationConfig augmentation, TrainingConfig training) {
    this(augmentation, training, null);
  }

  /**
   * The same arm as it is trained, when the scan that it waits for has found places; they are
   * hidden beside those that it names itself.
   */
  public ArmConfig hiding(List<RelativeBox> found) {
    Chance<PlaceErasing> erasing =
        Objects.requireNonNull(augmentation.placeErasing(), "an arm that waits has this method");
    PlaceErasing method = erasing.method();
    List<RelativeBox> all = Stream.concat(method.places().stream(), found.stream()).toList();
    Chance<PlaceErasing> told =
        new Chance<>(
            erasing.probability(), erasing.rampEpochs(), erasing.where(), method.withPlaces(all));
    return new ArmConfig(augmentation.with(all.isEmpty() ? null : told), training);
  }
}
