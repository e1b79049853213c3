/** Model files of strangers: zips of DL4J and HDF5 files, checked before DL4J sees them. */
@NullMarked
package dev.blindspot.train.model.format;

import org.jspecify.annotations.NullMarked;
