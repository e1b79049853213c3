/**
 * Decoded images: strict reading and resizing, stores in memory and on disk, and the float batches
 * that networks take.
 */
@NullMarked
package dev.blindspot.train.data.image;

import org.jspecify.annotations.NullMarked;
