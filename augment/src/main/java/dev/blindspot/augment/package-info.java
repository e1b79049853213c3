/**
 * Occlusion and mixing augmentations as their papers define them. An augmentation draws geometry (a
 * list of {@link dev.blindspot.augment.Edit edits}) from a random generator; a painter applies the
 * edits to pixels. Pixels are blue, green, red in 0..255, before any normalisation.
 */
@NullMarked
package dev.blindspot.augment;

import org.jspecify.annotations.NullMarked;
