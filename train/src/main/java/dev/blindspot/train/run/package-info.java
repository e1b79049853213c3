/** The jobs behind the commands; the main one takes photographs to a report. */
@NullMarked
package dev.blindspot.train.run;

import org.jspecify.annotations.NullMarked;
