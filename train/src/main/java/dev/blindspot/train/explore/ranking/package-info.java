/** What models say of every image of the gallery, found out in the background, to sort them by. */
@NullMarked
package dev.blindspot.train.explore.ranking;

import org.jspecify.annotations.NullMarked;
