/**
 * Adapters of the augmentations to DataVec and DL4J: a transform of single pictures for its image
 * loaders and a pre-processor of batches for its iterators. They convert and supply randomness;
 * what is drawn and painted is decided in {@link dev.blindspot.augment}.
 */
@NullMarked
package dev.blindspot.augment.datavec;

import org.jspecify.annotations.NullMarked;
