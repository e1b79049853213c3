/**
 * Convolutional networks for inference as a graph of operations: an immutable description, compiled
 * for each size of its input, with activations in blocks of channels from the first operation to
 * the last.
 */
@NullMarked
package dev.blindspot.explain.onednn.graph;

import org.jspecify.annotations.NullMarked;
