package dev.blindspot.train.fit;

import dev.blindspot.train.data.ManifestRow;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One batch, ready to train on.
 *
 * @param rows the pictures
 * @param pictures float32 {@code [N,3,H,W]}, BGR, 0..255, augmented
 * @param labels {@code [N,K]}, smoothed and mixed
 * @param untouched per picture, whether no augmentation changed it
 */
@SuppressWarnings("ArrayRecordComponent") // flags that nobody compares
record Batch(List<ManifestRow> rows, INDArray pictures, INDArray labels, boolean[] untouched) {}
