/** Files that are written whole or not at all, and where those are kept that can be made again. */
@NullMarked
package dev.blindspot.train.io;

import org.jspecify.annotations.NullMarked;
