/** The vehicles: bodies, liveries, lamps and lettering, emergency designs and ordinary ones. */
@NullMarked
package dev.blindspot.datasets.vehicle;

import org.jspecify.annotations.NullMarked;
