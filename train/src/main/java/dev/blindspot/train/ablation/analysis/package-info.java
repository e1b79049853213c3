/**
 * What the trials say: ranking, comparison with the baseline, importance (by Tribuo), Pareto front.
 */
@NullMarked
package dev.blindspot.train.ablation.analysis;

import org.jspecify.annotations.NullMarked;
