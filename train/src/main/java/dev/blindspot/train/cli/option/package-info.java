/** Options that several commands share. */
@NullMarked
package dev.blindspot.train.cli.option;

import org.jspecify.annotations.NullMarked;
