/** The page, the tables and the charts of an ablation. */
@NullMarked
package dev.blindspot.train.ablation.report;

import org.jspecify.annotations.NullMarked;
