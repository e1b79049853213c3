/** How images become numbers, and what is done to these before a network sees them. */
@NullMarked
package dev.blindspot.explain.image;

import org.jspecify.annotations.NullMarked;
