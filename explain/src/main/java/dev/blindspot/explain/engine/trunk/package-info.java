/**
 * A compiled network: the steps up to its features, with the sizes of their maps and the rectangles
 * that a change reaches, and the dense layers behind.
 */
@NullMarked
package dev.blindspot.explain.engine.trunk;

import org.jspecify.annotations.NullMarked;
