/**
 * Turns nodes of YAML into values and records, and back; describes them as JSON Schema. Knows no
 * configuration.
 */
@NullMarked
package dev.blindspot.train.config.binding;

import org.jspecify.annotations.NullMarked;
