/** Which settings of a run are worth having: the job, and its folder. */
@NullMarked
package dev.blindspot.train.ablation;

import org.jspecify.annotations.NullMarked;
