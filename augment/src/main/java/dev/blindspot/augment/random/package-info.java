/** Random numbers by key instead of by order, so that draws do not depend on threads or batches. */
@NullMarked
package dev.blindspot.augment.random;

import org.jspecify.annotations.NullMarked;
