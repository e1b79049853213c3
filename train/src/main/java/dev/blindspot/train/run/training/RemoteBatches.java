package dev.blindspot.train.run.training;

import dev.blindspot.train.cluster.LocalFiles;
import dev.blindspot.train.cluster.SharedFiles;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.fit.batch.BatchRecipe;
import dev.blindspot.train.fit.batch.BatchSource;
import dev.blindspot.train.fit.batch.TrainingBatches;
import dev.blindspot.train.run.folder.ImageLimit;
import dev.blindspot.train.run.folder.SharedImages;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The batches of a training from a folder of {@link SharedImages}.
 *
 * @param key tells this training from all others
 * @param images the folder
 */
record RemoteBatches(String key, BatchRecipe recipe, SharedFiles images) implements BatchSource {

  @Override
  public TrainingBatches open(LocalFiles files) throws IOException {
    Path folder = files.path(images);
    SharedImages here = new SharedImages(folder);
    List<ManifestRow> train =
        here.rows().stream().filter(row -> row.split() == Split.TRAIN).toList();
    ImageReader reader =
        new ImageReader(recipe.spec().inputSize(), recipe.spec().resize(), ImageLimit.MAX_PIXELS);
    return new TrainingBatches(recipe, train, here.store(reader), weights(folder));
  }

  private @Nullable INDArray weights(Path folder) throws IOException {
    if (recipe.frozenBlocks() == 0) {
      return null;
    }
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(weights(folder, recipe.seed()))))) {
      return Nd4j.read(in);
    }
  }

  /** Leaves the first weights for those who compute with frozen blocks. */
  static void writeWeights(Path folder, long seed, INDArray weights) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(weights(folder, seed))))) {
      Nd4j.write(weights, out);
    }
  }

  private static Path weights(Path folder, long seed) {
    return folder.resolve("weights-" + seed + ".bin");
  }
}
