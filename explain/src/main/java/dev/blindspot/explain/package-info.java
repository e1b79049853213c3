/**
 * Explanations of an image classifier's answer: class activation maps (CAM), Grad-CAM and gradient
 * saliency. Occlusion is in {@code occlusion}; every method returns an {@link
 * dev.blindspot.explain.map.Attribution}, which {@code measure} measures and {@code render} draws.
 */
@NullMarked
package dev.blindspot.explain;

import org.jspecify.annotations.NullMarked;
