/** Predictions, and what is computed of them: confusion, accuracy, log-loss, calibration. */
@NullMarked
package dev.blindspot.train.evaluate.metrics;

import org.jspecify.annotations.NullMarked;
