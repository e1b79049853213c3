/** The command line: parses, calls {@link dev.blindspot.train.cli.Actions}, prints. No logic. */
@NullMarked
package dev.blindspot.train.cli;

import org.jspecify.annotations.NullMarked;
