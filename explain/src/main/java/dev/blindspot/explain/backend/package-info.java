/**
 * Switches on the fast native convolutions that stock Deeplearning4j leaves unused, and tells how
 * much native memory is free.
 */
@NullMarked
package dev.blindspot.explain.backend;

import org.jspecify.annotations.NullMarked;
