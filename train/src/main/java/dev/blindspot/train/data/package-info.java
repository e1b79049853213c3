/**
 * From files to pictures: the manifest of a run (rows, labels, splits, content hashes), strict
 * reading of picture files, and the float batches that networks take.
 */
@NullMarked
package dev.blindspot.train.data;

import org.jspecify.annotations.NullMarked;
