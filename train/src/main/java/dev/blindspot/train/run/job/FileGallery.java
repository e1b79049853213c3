package dev.blindspot.train.run.job;

import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.explore.image.Gallery;
import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.run.folder.ImageFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Image files of which nobody said their classes, decoded when they are asked for. The first ones
 * stay in memory, up to {@value #KEPT_MB} MB.
 */
final class FileGallery implements Gallery {
  private static final int KEPT_MB = 256;

  private final ImageFiles files;
  private final List<Path> paths;
  private final ImageReader reader;
  private final Map<Integer, DecodedImage> kept = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  FileGallery(ImageFiles files, ImageReader reader) {
    this.files = files;
    this.paths = files.files();
    this.reader = reader;
  }

  @Override
  public int size() {
    return paths.size();
  }

  @Override
  public Entry entry(int index) {
    Path path = paths.get(index);
    return new Entry(path.getFileName().toString(), path.toString(), NO_LABEL);
  }

  @Override
  public DecodedImage image(int index) {
    DecodedImage known = kept.get(require(index));
    if (known != null) {
      return known;
    }
    ImageFiles.Read read = files.read(List.of(paths.get(index)), reader);
    if (read.images().isEmpty()) {
      throw RequestException.missing(
          "%s %s".formatted(paths.get(index).getFileName(), read.leftOut().get(0).reason()));
    }
    DecodedImage image = read.images().get(0).image();
    if (bytes.addAndGet(image.bgr().length) <= KEPT_MB << 20) {
      kept.put(index, image);
    }
    return image;
  }
}
