/**
 * What a method may do to an image, as data: patches, hidden cells, grids, mirroring, shifts, and
 * the fills that they are painted with. A fill of one's own is a {@link
 * dev.blindspot.augment.edit.CustomFill}; methods that take a {@code Canvas} are for painters.
 */
@NullMarked
package dev.blindspot.augment.edit;

import org.jspecify.annotations.NullMarked;
