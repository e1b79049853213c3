/** Rows and figures of the report's tables, and {@code results.csv}. */
@NullMarked
package dev.blindspot.train.report.table;

import org.jspecify.annotations.NullMarked;
