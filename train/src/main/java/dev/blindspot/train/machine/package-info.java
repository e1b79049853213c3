/** What this machine is and how fast it is. */
@NullMarked
package dev.blindspot.train.machine;

import org.jspecify.annotations.NullMarked;
