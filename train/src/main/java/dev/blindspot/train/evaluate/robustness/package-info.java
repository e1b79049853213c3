/**
 * How well a classifier sees while parts are hidden or the image is corrupted. Everything works on
 * a {@link dev.blindspot.explain.occlusion.Scorer}; no network is seen.
 */
@NullMarked
package dev.blindspot.train.evaluate.robustness;

import org.jspecify.annotations.NullMarked;
