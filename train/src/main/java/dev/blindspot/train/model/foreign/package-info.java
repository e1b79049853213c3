/**
 * Models that Blindspot did not train: DL4J zips, Keras and ONNX files, and what a user says of
 * them. What opens a model whoever made it lives here too.
 */
@NullMarked
package dev.blindspot.train.model.foreign;

import org.jspecify.annotations.NullMarked;
