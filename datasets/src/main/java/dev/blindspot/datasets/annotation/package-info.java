/** What is known about an image: where something of interest is. */
@NullMarked
package dev.blindspot.datasets.annotation;

import org.jspecify.annotations.NullMarked;
