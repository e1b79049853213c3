/**
 * What the arms look at: the same maps of the same images for every arm, drawn on one scale, and
 * measured.
 */
@NullMarked
package dev.blindspot.train.inspect;

import org.jspecify.annotations.NullMarked;
