/** Work that other machines can do, and what it finds there; how they are reached is a plugin's. */
@NullMarked
package dev.blindspot.train.cluster;

import org.jspecify.annotations.NullMarked;
