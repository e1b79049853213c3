/** The same figures of several trainings, summarised over their seeds. */
@NullMarked
package dev.blindspot.train.evaluate.seeds;

import org.jspecify.annotations.NullMarked;
