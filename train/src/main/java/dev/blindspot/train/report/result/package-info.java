/** The records of {@code results.json}. They are a file format: a component is a key. */
@NullMarked
package dev.blindspot.train.report.result;

import org.jspecify.annotations.NullMarked;
