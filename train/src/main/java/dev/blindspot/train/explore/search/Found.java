package dev.blindspot.train.explore.search;

import dev.blindspot.explain.occlusion.Window;
import org.jspecify.annotations.Nullable;

/**
 * What was found for one model.
 *
 * @param model its name
 * @param square null if there is none
 * @param from class predicted of the whole image
 * @param to class predicted with the square hidden
 * @param before probability of {@code from} for the whole image
 * @param after the same with the square hidden
 * @param scored squares that were scored
 * @param largestPx side of the largest of them
 */
public record Found(
    String model,
    @Nullable Window square,
    int from,
    int to,
    float before,
    float after,
    int scored,
    int largestPx) {}
