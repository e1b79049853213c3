/**
 * What a method may do to an image, as data: patches, hidden cells, grids, mirroring, shifts, and
 * the fills that they are painted with.
 */
@NullMarked
package dev.blindspot.augment.edit;

import org.jspecify.annotations.NullMarked;
