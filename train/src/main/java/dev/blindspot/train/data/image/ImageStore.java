package dev.blindspot.train.data.image;

import static java.util.Objects.requireNonNull;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.concurrent.InParallel;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decoded images of a run, kept in memory within a bound. The first images that are asked for stay,
 * those beyond the bound are decoded at every visit: training visits all images once per epoch,
 * where a cache that replaces the least recently used one would never hit. Any number of threads
 * may ask at once.
 */
public final class ImageStore {
  private static final int OVERHEAD_BYTES = 256;

  private final ImageReader reader;
  private final @Nullable SharedImageFile decoded;
  private final Map<Path, DecodedImage> kept = new ConcurrentHashMap<>();
  private final AtomicInteger free;

  /**
   * @param reader decodes to the network's size
   * @param memoryBytes most memory for images; 0 keeps none
   */
  public ImageStore(ImageReader reader, long memoryBytes) {
    this(reader, memoryBytes, null);
  }

  private ImageStore(ImageReader reader, long memoryBytes, @Nullable SharedImageFile decoded) {
    this.decoded = decoded;
    this.reader = requireNonNull(reader, "reader");
    if (memoryBytes < 0) {
      throw new IllegalArgumentException("memoryBytes must be >= 0, was " + memoryBytes);
    }
    long imageBytes = 3L * reader.size() * reader.size() + OVERHEAD_BYTES;
    free = new AtomicInteger((int) Math.min(Integer.MAX_VALUE, memoryBytes / imageBytes));
  }

  /** Takes images from a file of decoded ones, which the operating system keeps in memory. */
  public static ImageStore over(SharedImageFile decoded, ImageReader reader) {
    return new ImageStore(reader, 0, decoded);
  }

  /**
   * The image of a row. It is shared: whoever paints on it works on a copy.
   *
   * @throws UserError when the file was damaged or removed after the manifest was read
   */
  public DecodedImage get(ManifestRow row) {
    DecodedImage image = kept.get(row.path());
    if (image == null) {
      image = read(row);
      keep(row.path(), image);
    }
    return image;
  }

  /**
   * Boxes of a row's image in pixels of the network's input; rows that came with a file of decoded
   * images have such already.
   *
   * @throws BadImageException when the file cannot be used
   */
  public List<CueBox> boxes(ManifestRow row) throws BadImageException {
    return decoded == null ? reader.placedBoxes(row) : row.boxes();
  }

  /** Decodes rows on all cores; those beyond the bound are left for later. */
  public void preload(List<ManifestRow> rows, ProgressListener progress) {
    List<ManifestRow> absent =
        rows.stream().filter(row -> !kept.containsKey(row.path())).limit(free.get()).toList();
    InParallel.map(absent, this::get, progress);
  }

  /** The reader behind this store. */
  public ImageReader reader() {
    return reader;
  }

  /** How many images are in memory. */
  public int size() {
    return kept.size();
  }

  private void keep(Path path, DecodedImage image) {
    if (free.getAndUpdate(slots -> Math.max(0, slots - 1)) > 0
        && kept.putIfAbsent(path, image) != null) {
      free.incrementAndGet(); // another thread decoded it at the same time
    }
  }

  private DecodedImage read(ManifestRow row) {
    DecodedImage known = decoded == null ? null : decoded.get(row.contentHash());
    if (known != null) {
      return known;
    }
    try {
      return reader.read(row.path());
    } catch (BadImageException e) {
      throw new UserError(
          "%s %s; it could be read when the run began.".formatted(row.path(), e.reason()), e);
    }
  }
}
