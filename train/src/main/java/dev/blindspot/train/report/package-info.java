/**
 * Results of a run as records, and what is written from them: {@code results.json}, {@code results.csv} and one
 * self-contained {@code report.html}.
 */
@NullMarked
package dev.blindspot.train.report;

import org.jspecify.annotations.NullMarked;
