/**
 * Keras models of strangers, HDF5 files and {@code .keras} zips, made into graphs of DL4J: what a
 * configuration of Keras 3 says is checked, flattened and written anew as Keras 2 would.
 */
@NullMarked
package dev.blindspot.train.model.format.keras;

import org.jspecify.annotations.NullMarked;
