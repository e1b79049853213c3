/** Assembles results, images and sheets of a run. */
@NullMarked
package dev.blindspot.train.run.result;

import org.jspecify.annotations.NullMarked;
