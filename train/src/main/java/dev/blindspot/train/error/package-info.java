/** The user's mistakes, and checks of values. Known to every package; knows none. */
@NullMarked
package dev.blindspot.train.error;

import org.jspecify.annotations.NullMarked;
