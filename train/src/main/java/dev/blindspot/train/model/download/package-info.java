/** Files that others publish, fetched once: resumed, checked by their checksum, and kept. */
@NullMarked
package dev.blindspot.train.model.download;

import org.jspecify.annotations.NullMarked;
