package dev.blindspot.train.report.result;

import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.robustness.Robustness;
import org.jspecify.annotations.Nullable;

/**
 * One training of an arm.
 *
 * @param seed of its weights, order and augmentations
 * @param bestEpoch the epoch whose weights were kept and measured
 * @param validation measured on the validation images; null without any
 * @param test measured on the test images
 * @param occlusionAuc area under the first occlusion curve
 * @param guidedAuc area under the curve with the most important parts hidden first; null when not
 *     measured
 * @param corruptionAccuracy mean accuracy over corruptions and severities; null when not measured
 * @param trainSeconds duration of training
 * @param modelFile the model, relative to the run's folder
 * @param robustness all that was measured on the test images beside whole ones; corruption errors
 *     are relative to the first arm's training with this seed; null for the only training of an
 *     arm, where {@link ArmResult#robustness} is the same
 */
public record SeedResult(
    long seed,
    int bestEpoch,
    @Nullable Evaluation validation,
    Evaluation test,
    double occlusionAuc,
    @Nullable Double guidedAuc,
    @Nullable Double corruptionAccuracy,
    double trainSeconds,
    @Nullable String modelFile,
    @Nullable Robustness robustness) {}
