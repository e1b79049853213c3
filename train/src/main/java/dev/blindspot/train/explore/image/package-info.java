/**
 * Images that somebody asks about: what is done to the whole of them, and what is hidden. Knows no
 * models.
 */
@NullMarked
package dev.blindspot.train.explore.image;

import org.jspecify.annotations.NullMarked;
