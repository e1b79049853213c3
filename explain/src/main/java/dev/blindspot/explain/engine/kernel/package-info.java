/**
 * What the engine computes in Java over rectangles of maps, which is bound by memory: copies,
 * pooling, sums, and functions of single numbers.
 */
@NullMarked
package dev.blindspot.explain.engine.kernel;

import org.jspecify.annotations.NullMarked;
