/**
 * The memory that edits paint on, one class for each layout of pixels, and the table that noise is
 * copied from. For painters only.
 */
@NullMarked
package dev.blindspot.augment.canvas;

import org.jspecify.annotations.NullMarked;
