/** Boxes, ranges, colours and layouts that every other package speaks of. */
@NullMarked
package dev.blindspot.augment.geometry;

import org.jspecify.annotations.NullMarked;
