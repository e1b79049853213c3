/** The manifest of a run: rows, labels, boxes, splits, content hashes, near-duplicates. */
@NullMarked
package dev.blindspot.train.data.manifest;

import org.jspecify.annotations.NullMarked;
