package dev.blindspot.train.ablation.store;

import java.io.Serializable;

/**
 * What was measured of a trial on its images.
 *
 * @param weights SHA-256 of the weights that training started from
 * @param accuracy on the untouched images
 * @param occlusionAuc normalised area under accuracy over the hidden fraction
 * @param logLoss in nats
 * @param ece expected calibration error
 * @param correct per image: 1 when classified correctly, else 0
 * @param areas per image: its normalised area under the occlusion curve
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record TrialScores(
    String weights,
    double accuracy,
    double occlusionAuc,
    double logLoss,
    double ece,
    double[] correct,
    double[] areas)
    implements Serializable {}
