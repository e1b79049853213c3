/**
 * Convolutions of whole maps and of rectangles, for many windows at once: by ND4J's operation over
 * maps with the channel last, or by oneDNN's own primitives over maps in blocks of channels.
 */
@NullMarked
package dev.blindspot.explain.engine.convolve;

import org.jspecify.annotations.NullMarked;
