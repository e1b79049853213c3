package dev.blindspot.train.fit;

/**
 * What one epoch gave.
 *
 * @param epoch from 1
 * @param trainLoss mean loss of its images as they were trained on, without penalties; before each
 *     step's update
 * @param validationLoss log-loss on the validation images; NaN when there are none
 * @param validationAccuracy accuracy on the validation images; NaN when there are none
 * @param learningRate of the last step
 * @param seconds of training, validation left out
 * @param imagesPerSecond of training
 */
public record EpochRecord(
    int epoch,
    double trainLoss,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds,
    double imagesPerSecond) {}
