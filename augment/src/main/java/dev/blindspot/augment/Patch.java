package dev.blindspot.augment;

/**
 * Hides a rectangle.
 *
 * @param box what is hidden
 * @param fill what is painted there
 * @param noiseSeed the seed of a random fill
 */
public record Patch(Box box, Fill fill, long noiseSeed) implements Edit {}
