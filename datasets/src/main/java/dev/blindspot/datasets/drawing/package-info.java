/** Points, colours, shapes, camera and light: what scenes and vehicles are drawn with. */
@NullMarked
package dev.blindspot.datasets.drawing;

import org.jspecify.annotations.NullMarked;
