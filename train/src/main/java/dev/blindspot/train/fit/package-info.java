/** The training loop of one arm: steps, validation, checkpoints, early stopping. */
@NullMarked
package dev.blindspot.train.fit;

import org.jspecify.annotations.NullMarked;
