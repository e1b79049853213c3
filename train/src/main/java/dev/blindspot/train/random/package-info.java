/** Randomness by key: every draw of a run is a function of (seed, purpose, epoch, sample). */
@NullMarked
package dev.blindspot.train.random;

import org.jspecify.annotations.NullMarked;
