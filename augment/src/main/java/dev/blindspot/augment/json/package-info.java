/** Augmentations and drawn edits as JSON text. */
@NullMarked
package dev.blindspot.augment.json;

import org.jspecify.annotations.NullMarked;
