/** The command line: starts the jobs and prints what they say. */
@NullMarked
package dev.blindspot.train.cli;

import org.jspecify.annotations.NullMarked;
