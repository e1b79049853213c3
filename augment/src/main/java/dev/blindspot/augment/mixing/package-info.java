/** Augmentations of batches that mix two images and their labels: MixUp and CutMix. */
@NullMarked
package dev.blindspot.augment.mixing;

import org.jspecify.annotations.NullMarked;
