/**
 * The native library oneDNN 2.5: whether it can be used, its memory, and its primitives by shape.
 * What is native is freed by {@code close()}, not by the garbage collector.
 */
@NullMarked
package dev.blindspot.explain.onednn.runtime;

import org.jspecify.annotations.NullMarked;
