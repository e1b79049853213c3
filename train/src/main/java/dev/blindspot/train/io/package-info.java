/** Files that are written whole or not at all. */
@NullMarked
package dev.blindspot.train.io;

import org.jspecify.annotations.NullMarked;
