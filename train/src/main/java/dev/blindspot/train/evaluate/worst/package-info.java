/**
 * Whether a classifier is right wherever one square of the image is hidden. It works on an {@link
 * dev.blindspot.explain.occlusion.OcclusionEngine}; no network is seen.
 */
@NullMarked
package dev.blindspot.train.evaluate.worst;

import org.jspecify.annotations.NullMarked;
