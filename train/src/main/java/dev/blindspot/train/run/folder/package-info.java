/** The folder of a run: its files, its lock, and the images that it shares between processes. */
@NullMarked
package dev.blindspot.train.run.folder;

import org.jspecify.annotations.NullMarked;
