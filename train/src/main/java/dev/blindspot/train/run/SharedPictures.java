package dev.blindspot.train.run;

import dev.blindspot.train.data.BoxFile;
import dev.blindspot.train.data.Manifest;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.PictureFile;
import dev.blindspot.train.data.PictureReader;
import dev.blindspot.train.data.PictureStore;
import dev.blindspot.train.data.ProgressListener;
import dev.blindspot.train.data.SplitFile;
import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of checked, split and decoded pictures for other processes and machines.
 *
 * @param folder that holds them, or will
 */
record SharedPictures(Path folder) {
  private static final String SPLIT = "split.csv";
  private static final String BOXES = "boxes.csv";
  private static final String CLASSES = "classes.txt";
  private static final String PICTURES = "pictures.bin";

  /** Whether they are there as a whole. */
  boolean exist() {
    return Files.isRegularFile(folder.resolve(PICTURES)); // written last
  }

  /**
   * Writes them.
   *
   * @param decoded rows whose pictures are wanted
   */
  void write(Manifest manifest, List<ManifestRow> decoded, PictureStore pictures)
      throws IOException {
    Files.createDirectories(folder);
    SplitFile.write(manifest, folder.resolve(SPLIT));
    BoxFile.write(manifest, folder.resolve(BOXES));
    AtomicFile.writeText(folder.resolve(CLASSES), String.join("\n", manifest.classes()));
    PictureFile.write(folder.resolve(PICTURES), decoded, pictures, ProgressListener.NONE);
  }

  /** Number of different decoded pictures. */
  int count() throws IOException {
    return PictureFile.open(folder.resolve(PICTURES)).count();
  }

  /** All rows in the manifest's order, without boxes. */
  List<ManifestRow> rows() {
    return SplitFile.read(folder.resolve(SPLIT));
  }

  /** The same with what is known to be where. */
  List<ManifestRow> rowsWithBoxes() {
    return BoxFile.addTo(rows(), folder.resolve(BOXES));
  }

  /** Names of the classes. */
  List<String> classes() throws IOException {
    return Files.readAllLines(folder.resolve(CLASSES));
  }

  /** The decoded pictures. */
  PictureStore store(PictureReader reader) throws IOException {
    return PictureStore.over(PictureFile.open(folder.resolve(PICTURES)), reader);
  }
}
