/** Work on several threads: many items at once, and things made ahead in order. */
@NullMarked
package dev.blindspot.train.concurrent;

import org.jspecify.annotations.NullMarked;
