package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;
import java.io.Serializable;

/**
 * One arm of a run. The reader merges the run's own {@code augmentation} and {@code training} below
 * it.
 */
public record ArmConfig(
    @Setting(about = "Augmentations of this arm.", byDefault = "{}")
        AugmentationConfig augmentation,
    @Setting(about = "Training settings of this arm.", byDefault = "{}") TrainingConfig training)
    implements Serializable {}
