/**
 * Reads the structure of a DL4J {@code ComputationGraph}: what an explanation needs to know of a
 * network.
 */
@NullMarked
package dev.blindspot.explain.network;

import org.jspecify.annotations.NullMarked;
