/**
 * Looks for shortcuts over many images: places of the frame, not of the object, that a classifier's
 * answer hangs on.
 */
@NullMarked
package dev.blindspot.explain.shortcut;

import org.jspecify.annotations.NullMarked;
