@NullMarked
package dev.blindspot.augment;

import org.jspecify.annotations.NullMarked;
