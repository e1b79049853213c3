/**
 * Layers for training at the speed of the machine: NHWC convolution and batch normalisation that
 * drop into a normal {@code ComputationGraph}. They exist only while training and scoring; saved
 * models hold standard layers. Their parameters lie in memory exactly as those of the standard
 * layers in NCHW, so that the flat parameter and updater vectors of both graphs are
 * interchangeable.
 */
@NullMarked
package dev.blindspot.train.model.onednn;

import org.jspecify.annotations.NullMarked;
