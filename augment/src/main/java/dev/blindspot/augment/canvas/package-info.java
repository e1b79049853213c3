/**
 * The memory that edits paint on, one class for each layout of pixels, and the table that noise is
 * copied from. Not part of the API: edits and painters alone use it, and a test of the architecture
 * keeps everybody outside of this module away. Fills of one's own paint by way of {@link
 * dev.blindspot.augment.edit.FillArea}.
 */
@NullMarked
package dev.blindspot.augment.canvas;

import org.jspecify.annotations.NullMarked;
