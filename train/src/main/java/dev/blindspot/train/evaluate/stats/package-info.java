/**
 * Statistics of numbers: intervals, bootstraps, corrections for several claims. Knows no images.
 */
@NullMarked
package dev.blindspot.train.evaluate.stats;

import org.jspecify.annotations.NullMarked;
