package dev.blindspot.train.run.folder;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.image.SharedImageFile;
import dev.blindspot.train.data.manifest.BoxFile;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.SplitFile;
import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of checked, split and decoded images for other processes and machines.
 *
 * @param folder that holds them, or will
 */
public record SharedImages(Path folder) {
  private static final String SPLIT = "split.csv";
  private static final String BOXES = "placed-boxes.csv";
  private static final String CLASSES = "classes.txt";
  private static final String IMAGES = "pictures.bin";

  /** Whether they are there as a whole. */
  public boolean exist() {
    return Files.isRegularFile(folder.resolve(IMAGES)); // written last
  }

  /**
   * Writes them.
   *
   * @param decoded rows whose images are wanted
   */
  public void write(Manifest manifest, List<ManifestRow> decoded, ImageStore images)
      throws IOException {
    Files.createDirectories(folder);
    SplitFile.write(manifest, folder.resolve(SPLIT));
    BoxFile.write(placed(manifest, images), folder.resolve(BOXES));
    AtomicFile.writeText(folder.resolve(CLASSES), String.join("\n", manifest.classes()));
    SharedImageFile.write(folder.resolve(IMAGES), decoded, images, ProgressListener.NONE);
  }

  /** Whoever reads this may not see the files, and so not know their sizes. */
  private static Manifest placed(Manifest manifest, ImageStore images) throws IOException {
    List<ManifestRow> rows = new ArrayList<>();
    for (ManifestRow row : manifest.rows()) {
      try {
        rows.add(row.with(images.boxes(row)));
      } catch (BadImageException e) {
        throw new IOException(row.path() + " " + e.reason(), e);
      }
    }
    return new Manifest(manifest.classes(), rows, List.of());
  }

  /** Number of different decoded images. */
  public int count() throws IOException {
    return SharedImageFile.open(folder.resolve(IMAGES)).count();
  }

  /** All rows in the manifest's order, without boxes. */
  public List<ManifestRow> rows() {
    return SplitFile.read(folder.resolve(SPLIT));
  }

  /** The same with what is known to be where, in pixels of the network's input. */
  public List<ManifestRow> rowsWithBoxes() {
    return BoxFile.addTo(rows(), folder.resolve(BOXES));
  }

  /** Names of the classes. */
  public List<String> classes() throws IOException {
    return Files.readAllLines(folder.resolve(CLASSES));
  }

  /** The decoded images. */
  public ImageStore store(ImageReader reader) throws IOException {
    return ImageStore.over(SharedImageFile.open(folder.resolve(IMAGES)), reader);
  }
}
