/**
 * Explanations of an image classifier's answers: occlusion, class activation maps (CAM), Grad-CAM
 * and gradient saliency, all by one interface over one classifier.
 *
 * <pre>{@code
 * try (ImageClassifier classifier = ImageClassifier.of(graph, InputScaling.unit(3))) {
 *   Attribution map = Occlusion.of(classifier).window(16).stride(8).attribute(image, 1);
 *   BufferedImage drawn = Overlay.of(ColourScale.signed(ColourMap.DIVERGING, List.of(map))).draw(photo, map);
 * }
 * }</pre>
 *
 * Every method returns an {@link dev.blindspot.explain.map.Attribution}, which {@code measure}
 * measures and {@code render} draws. This package knows the others, and none of them knows it.
 */
@NullMarked
package dev.blindspot.explain;

import org.jspecify.annotations.NullMarked;
