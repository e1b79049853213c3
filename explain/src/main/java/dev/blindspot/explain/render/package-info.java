/**
 * Draws maps: colour scales, overlays on the image, sheets of panels side by side. Java2D only, no
 * display needed.
 */
@NullMarked
package dev.blindspot.explain.render;

import org.jspecify.annotations.NullMarked;
