/**
 * The run configuration as records of records: one declaration per setting, with its check, its
 * default and its description.
 */
@NullMarked
package dev.blindspot.train.config;

import org.jspecify.annotations.NullMarked;
