/** Settings, trials and their epochs in one SQLite database, written by several processes. */
@NullMarked
package dev.blindspot.train.ablation.store;

import org.jspecify.annotations.NullMarked;
