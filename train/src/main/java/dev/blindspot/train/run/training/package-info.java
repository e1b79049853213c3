/** Trains the arms of a run, here or on a cluster. */
@NullMarked
package dev.blindspot.train.run.training;

import org.jspecify.annotations.NullMarked;
