package dev.blindspot.train.fit.batch;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.mixing.Mixing;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One batch, ready to train on. Closing it frees its arrays.
 *
 * @param rows the images
 * @param images float32 {@code [N,3,H,W]}, BGR, 0..255, augmented
 * @param labels {@code [N,K]}, smoothed and mixed; empty where nothing is trained
 * @param edits what was painted on each image
 * @param mixings how the batch was mixed, in order; usually none or one
 */
public record Batch(
    List<ManifestRow> rows,
    INDArray images,
    INDArray labels,
    List<List<Edit>> edits,
    List<Mixing> mixings)
    implements AutoCloseable {

  /** Images as they are, without labels. */
  public static Batch plain(List<ManifestRow> rows, ImageStore store) {
    return new Batch(
        rows,
        Batches.toArray(rows.stream().map(store::get).toList()),
        Nd4j.empty(),
        Collections.nCopies(rows.size(), List.of()),
        List.of());
  }

  /** Whether no augmentation changed an image. */
  boolean untouched(int image) {
    return edits.get(image).isEmpty() && mixings.isEmpty();
  }

  @Override
  public void close() {
    BatchMemory.free(images);
    BatchMemory.free(labels);
  }
}
