/** Searches over many rectangles or many images, which tell how far they are and can be stopped. */
@NullMarked
package dev.blindspot.train.explore.search;

import org.jspecify.annotations.NullMarked;
