package dev.blindspot.train.fit;

import dev.blindspot.augment.Edit;
import dev.blindspot.augment.Mixing;
import dev.blindspot.train.data.Batches;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.PictureStore;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One batch, ready to train on. Closing it frees its arrays.
 *
 * @param rows the pictures
 * @param pictures float32 {@code [N,3,H,W]}, BGR, 0..255, augmented
 * @param labels {@code [N,K]}, smoothed and mixed; empty where nothing is trained
 * @param edits what was painted on each picture
 * @param mixings how the batch was mixed, in order; usually none or one
 */
record Batch(
    List<ManifestRow> rows,
    INDArray pictures,
    INDArray labels,
    List<List<Edit>> edits,
    List<Mixing> mixings)
    implements AutoCloseable {

  /** Pictures as they are, without labels. */
  static Batch plain(List<ManifestRow> rows, PictureStore store) {
    return new Batch(
        rows,
        Batches.toArray(rows.stream().map(store::get).toList()),
        Nd4j.empty(),
        Collections.nCopies(rows.size(), List.of()),
        List.of());
  }

  /** Whether no augmentation changed a picture. */
  boolean untouched(int picture) {
    return edits.get(picture).isEmpty() && mixings.isEmpty();
  }

  @Override
  public void close() {
    NativeMemory.free(pictures);
    NativeMemory.free(labels);
  }
}
