/**
 * Switches on the fast native convolutions that stock Deeplearning4j leaves unused, tells how much
 * native memory is free, and frees that of graphs.
 */
@NullMarked
package dev.blindspot.explain.backend;

import org.jspecify.annotations.NullMarked;
