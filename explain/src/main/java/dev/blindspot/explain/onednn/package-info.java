/**
 * oneDNN's primitives called directly, Winograd included: for networks on a CPU, beside ND4J's own
 * operations, which never choose Winograd and reorder their inputs at every call.
 *
 * <p>{@link dev.blindspot.explain.onednn.runtime} holds the native library, its memory and its
 * cached primitives, {@link dev.blindspot.explain.onednn.primitive} one class for each operation,
 * {@link dev.blindspot.explain.onednn.graph} whole networks for inference.
 */
@NullMarked
package dev.blindspot.explain.onednn;

import org.jspecify.annotations.NullMarked;
