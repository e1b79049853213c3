package dev.blindspot.train.inspect;

import dev.blindspot.train.evaluate.stats.Interval;

/**
 * How far an arm's maps are from the first arm's, on the same images and for the same class.
 *
 * @param method the explanation method
 * @param arm name of the arm
 * @param reference name of the first arm
 * @param images images with maps that can be compared
 * @param spearman mean rank correlation: 1 if places have the same order
 * @param spearmanInterval its 95 % interval over images
 * @param ssim mean structural similarity: 1 for equal maps
 * @param ssimInterval its 95 % interval over images
 * @param topOverlap mean share of the highest tenth of the places that both have in common; 0.1 by
 *     chance
 * @param topOverlapInterval its 95 % interval over images
 */
public record MovedRow(
    String method,
    String arm,
    String reference,
    int images,
    double spearman,
    Interval spearmanInterval,
    double ssim,
    Interval ssimInterval,
    double topOverlap,
    Interval topOverlapInterval) {}
