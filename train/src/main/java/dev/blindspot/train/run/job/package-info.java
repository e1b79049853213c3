/** The jobs behind the commands, one class each; the main one takes images to a report. */
@NullMarked
package dev.blindspot.train.run.job;

import org.jspecify.annotations.NullMarked;
