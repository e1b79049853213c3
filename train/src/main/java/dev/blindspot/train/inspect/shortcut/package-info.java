/** The shortcut scan of the arms: its sentences, tables and sheets. */
@NullMarked
package dev.blindspot.train.inspect.shortcut;

import org.jspecify.annotations.NullMarked;
