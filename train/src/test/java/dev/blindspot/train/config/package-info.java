@NullMarked
package dev.blindspot.train.config;

import org.jspecify.annotations.NullMarked;
