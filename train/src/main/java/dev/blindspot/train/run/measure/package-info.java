/** Measures trained and saved models, here or on a cluster. */
@NullMarked
package dev.blindspot.train.run.measure;

import org.jspecify.annotations.NullMarked;
