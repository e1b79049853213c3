/**
 * Drawn street scenes with known truth: emergency vehicles and ordinary ones, boxes for every cue,
 * and optionally a planted shortcut. Vehicles are small three-dimensional models in metres, seen by
 * a pinhole camera and painted with OpenCV polygons.
 */
@NullMarked
package dev.blindspot.datasets;

import org.jspecify.annotations.NullMarked;
