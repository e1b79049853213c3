/**
 * A network as a chain of operations: how it is read from a DL4J graph, and which rectangle of its
 * output each operation changes. Computes nothing.
 */
@NullMarked
package dev.blindspot.explain.engine.chain;

import org.jspecify.annotations.NullMarked;
