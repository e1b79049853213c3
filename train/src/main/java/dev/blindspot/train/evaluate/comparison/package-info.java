/** Whether a difference between two arms is shown, and the sentence that says so. */
@NullMarked
package dev.blindspot.train.evaluate.comparison;

import org.jspecify.annotations.NullMarked;
