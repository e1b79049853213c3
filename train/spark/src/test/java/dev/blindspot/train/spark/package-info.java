@NullMarked
package dev.blindspot.train.spark;

import org.jspecify.annotations.NullMarked;
