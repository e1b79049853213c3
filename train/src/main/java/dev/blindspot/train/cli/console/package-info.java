/** What is printed, and how progress is shown. */
@NullMarked
package dev.blindspot.train.cli.console;

import org.jspecify.annotations.NullMarked;
