@NullMarked
package dev.blindspot.train.report;

import org.jspecify.annotations.NullMarked;
