package dev.blindspot.train.data.source;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.datasets.scene.Watermark;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.concurrent.InParallel;
import dev.blindspot.train.config.DataConfig.WatermarkConfig;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.ImageDecoder;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.image.NativeScope;
import dev.blindspot.train.data.manifest.ContentHash;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import dev.blindspot.train.io.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Plants a watermark into photographs. Stamped copies are kept in the cache folder, by the content
 * of their originals, which are never changed.
 */
final class PlantedWatermark {
  /** Raised whenever the stamp changes. */
  private static final String VERSION = "1";

  private final WatermarkConfig config;
  private final long maxPixels;
  private final long seed;
  private final Path folder = CacheFolder.path().resolve("watermark").resolve(VERSION);

  PlantedWatermark(WatermarkConfig config, long maxPixels, long seed) {
    this.config = config;
    this.maxPixels = maxPixels;
    this.seed = seed;
  }

  /**
   * The same images, some of them stamped, with boxes that say where.
   *
   * @throws UserError if there is no such class, or the copies cannot be written
   */
  Manifest into(Manifest manifest, ProgressListener progress) {
    int label = manifest.classes().indexOf(config.label());
    if (label < 0) {
      throw new UserError(
          "data.watermark.label must be one of the classes %s, was '%s'"
              .formatted(manifest.classes(), config.label()));
    }
    Set<String> chosen = new HashSet<>();
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
      for (int each = 0; each < manifest.classes().size(); each++) {
        if (split != Split.TRAIN) {
          chosen.addAll(choose(manifest.in(split), each, config.heldOutShare()));
        } else if (each == label) {
          chosen.addAll(choose(manifest.in(split), each, config.share()));
        }
      }
    }
    List<ManifestRow> rows =
        InParallel.map(
            manifest.rows(), row -> chosen.contains(row.id()) ? stamped(row) : row, progress);
    return new Manifest(manifest.classes(), rows, manifest.bad(), manifest.duplicates());
  }

  /** The given share of a class, in an order that depends on the seed and the names alone. */
  private List<String> choose(List<ManifestRow> rows, int label, double share) {
    List<String> ids =
        rows.stream()
            .filter(row -> row.label() == label)
            .map(ManifestRow::id)
            .sorted(Comparator.comparingLong(id -> SampleRandom.key(seed, "watermark " + id)))
            .toList();
    return ids.subList(0, (int) Math.round(share * ids.size()));
  }

  private ManifestRow stamped(ManifestRow row) {
    Path copy = folder.resolve(row.contentHash() + ".png");
    try {
      byte[] original = ImageReader.bytes(row.path(), maxPixels);
      List<CueBox> boxes = new ArrayList<>(row.boxes());
      byte[] png = NativeScope.call(() -> stamp(original, boxes));
      if (!Files.isRegularFile(copy)) {
        AtomicFile.write(copy, temporary -> Files.write(temporary, png));
      }
      return new ManifestRow(row.id(), copy, row.label(), row.split(), ContentHash.of(png), boxes);
    } catch (BadImageException e) {
      throw new UserError("%s %s".formatted(row.path(), e.reason()), e);
    } catch (IOException e) {
      throw new UserError("cannot write %s: %s".formatted(copy, e), e);
    }
  }

  private byte[] stamp(byte[] original, List<CueBox> boxes) throws BadImageException {
    Mat image = ImageDecoder.decode(original, maxPixels);
    boxes.add(Watermark.stamp(image));
    BytePointer encoded = new BytePointer();
    opencv_imgcodecs.imencode(".png", image, encoded);
    byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
    encoded.get(bytes);
    return bytes;
  }
}
