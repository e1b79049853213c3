/**
 * What a DataVec or DL4J pipeline takes: {@link dev.blindspot.augment.AugmentationTransform} for
 * single images and {@link dev.blindspot.augment.MixingPreProcessor} for batches. They convert and
 * supply randomness; what is drawn is decided in {@code method} and {@code mixing}, and how it is
 * painted in {@code paint}. Pixels are blue, green, red in 0..255, before any normalisation.
 */
@NullMarked
package dev.blindspot.augment;

import org.jspecify.annotations.NullMarked;
