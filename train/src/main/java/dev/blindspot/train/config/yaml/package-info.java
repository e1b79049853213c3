/** YAML text as a tree that remembers file and line of every value, and problems found in it. */
@NullMarked
package dev.blindspot.train.config.yaml;

import org.jspecify.annotations.NullMarked;
