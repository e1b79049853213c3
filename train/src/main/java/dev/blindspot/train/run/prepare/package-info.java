/** What a run needs before it starts: manifest, images, first measurements, progress. */
@NullMarked
package dev.blindspot.train.run.prepare;

import org.jspecify.annotations.NullMarked;
