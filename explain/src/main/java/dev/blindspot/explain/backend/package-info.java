/** Switches on the fast native convolutions that stock Deeplearning4j leaves unused. */
@NullMarked
package dev.blindspot.explain.backend;

import org.jspecify.annotations.NullMarked;
