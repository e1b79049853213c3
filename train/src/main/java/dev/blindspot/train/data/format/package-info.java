/** Image files byte by byte: headers, damage, orientation. Knows nothing of data sets. */
@NullMarked
package dev.blindspot.train.data.format;

import org.jspecify.annotations.NullMarked;
