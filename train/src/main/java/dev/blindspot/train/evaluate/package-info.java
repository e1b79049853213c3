/**
 * How well a classifier sees, measured on held-out pictures: metrics, the curve over hidden parts of the picture, and
 * whether a difference between two arms is shown. Everything here works on a {@link dev.blindspot.explain.Scorer}; no
 * network is seen.
 */
@NullMarked
package dev.blindspot.train.evaluate;

import org.jspecify.annotations.NullMarked;
