/**
 * Painters: apply edits to bytes, floats, OpenCV matrices, DataVec images and ND4J arrays. How they
 * do it is in {@code canvas}, which is not part of the API.
 */
@NullMarked
package dev.blindspot.augment.paint;

import org.jspecify.annotations.NullMarked;
