/**
 * Model files of strangers: zips of DL4J, HDF5 files and zips of Keras, checked before DL4J sees
 * them.
 */
@NullMarked
package dev.blindspot.train.model.format;

import org.jspecify.annotations.NullMarked;
