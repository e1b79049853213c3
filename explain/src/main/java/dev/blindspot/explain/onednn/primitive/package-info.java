/**
 * One class for each operation of a convolutional network, forward and backward, over {@link
 * dev.blindspot.explain.onednn.runtime.Tensor tensors} in any layout: fast where the layouts are
 * those that the operation names.
 */
@NullMarked
package dev.blindspot.explain.onednn.primitive;

import org.jspecify.annotations.NullMarked;
