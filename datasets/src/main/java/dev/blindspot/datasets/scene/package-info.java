/**
 * Where a vehicle stands: sky, ground, weather, the photograph that is taken of it, and what may be
 * printed over it.
 */
@NullMarked
package dev.blindspot.datasets.scene;

import org.jspecify.annotations.NullMarked;
