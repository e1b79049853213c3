/** ND4J's arrays as tensors of oneDNN, without a copy. */
@NullMarked
package dev.blindspot.explain.onednn.nd4j;

import org.jspecify.annotations.NullMarked;
