/** Telling a waiting person how far long work is, without knowing how it is shown. */
@NullMarked
package dev.blindspot.train.progress;

import org.jspecify.annotations.NullMarked;
