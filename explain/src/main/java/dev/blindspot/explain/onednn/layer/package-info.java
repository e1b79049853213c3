/**
 * Layers for a normal {@code ComputationGraph} of DL4J that compute by oneDNN's own primitives and
 * leave their maps in blocks for the next one. {@link
 * dev.blindspot.explain.onednn.layer.BlockedGraph} puts them in the place of standard layers; their
 * parameters lie in memory as those of the standard layers do.
 */
@NullMarked
package dev.blindspot.explain.onednn.layer;

import org.jspecify.annotations.NullMarked;
