/** Reads DL4J graphs: what the engine computes of them, and why it does not compute others. */
@NullMarked
package dev.blindspot.explain.engine.compile;

import org.jspecify.annotations.NullMarked;
