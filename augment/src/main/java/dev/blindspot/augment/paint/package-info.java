/** Painters: apply edits to bytes, floats, OpenCV matrices, DataVec images and ND4J arrays. */
@NullMarked
package dev.blindspot.augment.paint;

import org.jspecify.annotations.NullMarked;
