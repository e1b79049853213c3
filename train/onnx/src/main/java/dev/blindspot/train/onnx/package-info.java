/**
 * Classifiers in ONNX files: what their graphs say, and ONNX Runtime to run them. Never on the
 * class path unless an ONNX file is named.
 */
@NullMarked
package dev.blindspot.train.onnx;

import org.jspecify.annotations.NullMarked;
