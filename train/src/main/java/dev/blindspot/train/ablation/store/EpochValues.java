package dev.blindspot.train.ablation.store;

/**
 * What one epoch gave.
 *
 * @param epoch from 1
 * @param trainLoss mean loss of the epoch
 * @param validationLoss log-loss in nats
 * @param validationAccuracy on the validation images
 * @param seconds of training
 */
public record EpochValues(
    int epoch,
    double trainLoss,
    double validationLoss,
    double validationAccuracy,
    double seconds) {}
