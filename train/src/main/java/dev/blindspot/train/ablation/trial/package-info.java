/** Carries trials out: in processes of this machine, or on a cluster. */
@NullMarked
package dev.blindspot.train.ablation.trial;

import org.jspecify.annotations.NullMarked;
