/**
 * The corruptions of ImageNet-C (Hendrycks and Dietterich 2019, arXiv:1903.12261) that need no
 * other images. Knows nothing of networks.
 */
@NullMarked
package dev.blindspot.train.evaluate.corruption;

import org.jspecify.annotations.NullMarked;
