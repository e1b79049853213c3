/**
 * A compiled form of convolutional networks: plain inference without DL4J's graph, and exact
 * incremental inference for occlusion (Nakandala et al. 2019, Krypton, SIGMOD; section 4).
 *
 * <p>{@link dev.blindspot.explain.engine.CompiledNetwork} turns a DL4J graph, or what was read from
 * another format, into operations over maps; {@link
 * dev.blindspot.explain.engine.IncrementalOcclusion} recomputes of it only what a window can
 * change, through branches too. Both are for ND4J's CPU backend.
 */
@NullMarked
package dev.blindspot.explain.engine;

import org.jspecify.annotations.NullMarked;
