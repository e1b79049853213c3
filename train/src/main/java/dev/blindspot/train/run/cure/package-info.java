/** Hides in training what a scan for shortcuts found, and measures what that was worth. */
@NullMarked
package dev.blindspot.train.run.cure;

import org.jspecify.annotations.NullMarked;
