/** Telling whoever waits how far long work is. */
@NullMarked
package dev.blindspot.explain.progress;

import org.jspecify.annotations.NullMarked;
