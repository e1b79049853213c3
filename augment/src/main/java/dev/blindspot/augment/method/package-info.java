/**
 * Augmentations of single images, one small record for each method of the literature; {@link
 * dev.blindspot.augment.method.CustomAugmentation} is open to others. A method draws {@link
 * dev.blindspot.augment.edit.Edit edits} from a random generator; it never sees pixels.
 */
@NullMarked
package dev.blindspot.augment.method;

import org.jspecify.annotations.NullMarked;
