@NullMarked
package dev.blindspot.train.cli;

import org.jspecify.annotations.NullMarked;
