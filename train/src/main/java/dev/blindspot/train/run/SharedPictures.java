package dev.blindspot.train.run;

import dev.blindspot.train.data.BadImageException;
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
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of checked, split and decoded pictures for other processes and machines.
 *
 * @param folder that holds them, or will
 */
record SharedPictures(Path folder) {
  private static final String SPLIT = "split.csv";
  private static final String BOXES = "placed-boxes.csv";
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
    BoxFile.write(placed(manifest, pictures), folder.resolve(BOXES));
    AtomicFile.writeText(folder.resolve(CLASSES), String.join("\n", manifest.classes()));
    PictureFile.write(folder.resolve(PICTURES), decoded, pictures, ProgressListener.NONE);
  }

  /** Whoever reads this may not see the files, and so not know their sizes. */
  private static Manifest placed(Manifest manifest, PictureStore pictures) throws IOException {
    List<ManifestRow> rows = new ArrayList<>();
    for (ManifestRow row : manifest.rows()) {
      try {
        rows.add(row.with(pictures.boxes(row)));
      } catch (BadImageException e) {
        throw new IOException(row.path() + " " + e.reason(), e);
      }
    }
    return new Manifest(manifest.classes(), rows, List.of());
  }

  /** Number of different decoded pictures. */
  int count() throws IOException {
    return PictureFile.open(folder.resolve(PICTURES)).count();
  }

  /** All rows in the manifest's order, without boxes. */
  List<ManifestRow> rows() {
    return SplitFile.read(folder.resolve(SPLIT));
  }

  /** The same with what is known to be where, in pixels of the network's input. */
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
