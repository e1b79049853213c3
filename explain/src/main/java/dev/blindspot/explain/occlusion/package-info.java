/**
 * Occlusion sensitivity (Zeiler and Fergus 2013, arXiv:1311.2901) for any {@link
 * dev.blindspot.explain.occlusion.Scorer}: windows, fills, and full inference for each window.
 */
@NullMarked
package dev.blindspot.explain.occlusion;

import org.jspecify.annotations.NullMarked;
