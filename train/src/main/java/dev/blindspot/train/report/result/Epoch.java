package dev.blindspot.train.report.result;

import org.jspecify.annotations.Nullable;

/**
 * One pass over the training images.
 *
 * @param epoch counted from 1
 * @param trainLoss mean loss of the steps
 * @param trainAccuracy on the augmented images as they were trained on; null when not measured
 * @param validationLoss log-loss on the validation images; NaN without any
 * @param validationAccuracy on the validation images; NaN without any
 * @param learningRate of the last step
 * @param seconds duration, validation included
 * @param imagesPerSecond training images per second, validation not included
 */
public record Epoch(
    int epoch,
    double trainLoss,
    @Nullable Double trainAccuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds,
    double imagesPerSecond) {}
