/**
 * What a DataVec or DL4J pipeline takes: {@link dev.blindspot.augment.AugmentationTransform} for
 * single images and {@link dev.blindspot.augment.MixingPreProcessor} for batches, both built by
 * {@link dev.blindspot.augment.Augmentations}. They convert and supply randomness; what is drawn is
 * decided in {@code method} and {@code mixing}, and painted by {@code paint}. Pixels are in 0..255,
 * before any normalisation; three channels are blue, green, red. The API is all packages but {@code
 * canvas}.
 */
@NullMarked
package dev.blindspot.augment;

import org.jspecify.annotations.NullMarked;
