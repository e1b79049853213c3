/** A map of evidence over an image, and how it is brought to the image's size. */
@NullMarked
package dev.blindspot.explain.map;

import org.jspecify.annotations.NullMarked;
