/**
 * Reads, layers, checks and writes whole configurations. The way in is {@link
 * dev.blindspot.train.config.reader.ConfigReader}.
 */
@NullMarked
package dev.blindspot.train.config.reader;

import org.jspecify.annotations.NullMarked;
