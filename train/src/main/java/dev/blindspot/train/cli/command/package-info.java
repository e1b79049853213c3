/**
 * One class per command: parses, and calls {@link dev.blindspot.train.cli.request.Actions}. No
 * logic.
 */
@NullMarked
package dev.blindspot.train.cli.command;

import org.jspecify.annotations.NullMarked;
