/** The training loop of one arm: batches, steps, validation, checkpoints, early stopping. */
@NullMarked
package dev.blindspot.train.fit;

import org.jspecify.annotations.NullMarked;
