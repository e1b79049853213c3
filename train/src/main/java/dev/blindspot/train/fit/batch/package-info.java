/** Batches for training: what an arm is trained on, augmented, prefetched and cached. */
@NullMarked
package dev.blindspot.train.fit.batch;

import org.jspecify.annotations.NullMarked;
