/** Speed of the augmentations beside a plain copy of the same bytes, and beside other libraries. */
@NullMarked
package dev.blindspot.augment.bench;

import org.jspecify.annotations.NullMarked;
