/**
 * Explanations of an image classifier's answer: what hiding a place changes (occlusion), what the
 * last features add up to (class activation maps).
 *
 * <p>Occlusion works on any {@link dev.blindspot.explain.Scorer}. Every method returns {@link
 * dev.blindspot.explain.Attribution}, which {@code measure} measures and {@code render} draws.
 */
@NullMarked
package dev.blindspot.explain;

import org.jspecify.annotations.NullMarked;
