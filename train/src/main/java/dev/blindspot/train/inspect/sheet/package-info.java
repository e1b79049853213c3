/** Draws what was inspected as sheets of images: maps of all arms, classes, what a network sees. */
@NullMarked
package dev.blindspot.train.inspect.sheet;

import org.jspecify.annotations.NullMarked;
