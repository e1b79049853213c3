@NullMarked
package dev.blindspot.augment.datavec;

import org.jspecify.annotations.NullMarked;
