/**
 * Ways of making a picture poor: the families of ImageNet-C (Hendrycks and Dietterich 2019,
 * arXiv:1903.12261) that need no other pictures. Knows nothing of networks.
 */
@NullMarked
package dev.blindspot.train.evaluate.corruption;

import org.jspecify.annotations.NullMarked;
