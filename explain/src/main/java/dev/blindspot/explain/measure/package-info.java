/** Numbers about maps: how much of one lies in a region, how focused it is, how alike two are. */
@NullMarked
package dev.blindspot.explain.measure;

import org.jspecify.annotations.NullMarked;
