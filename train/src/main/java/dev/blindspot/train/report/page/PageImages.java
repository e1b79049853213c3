package dev.blindspot.train.report.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The images of one page, within a budget of bytes: compressed by one {@link Compression} for all,
 * and left out once the budget is spent.
 */
final class PageImages {
  /**
   * How strongly images are compressed.
   *
   * @param maxWidthPx wider ones are scaled down
   * @param quality of JPEG, 0 to 1
   */
  record Compression(int maxWidthPx, float quality) {}

  /** From hardly visible to just readable; the first that fits is taken. */
  static final List<Compression> STEPS =
      List.of(
          new Compression(1800, 0.88f),
          new Compression(1400, 0.8f),
          new Compression(1100, 0.72f),
          new Compression(850, 0.65f),
          new Compression(640, 0.55f));

  private final Path folder;
  private final Compression compression;
  private final long budgetBytes;
  private final List<String> missing = new ArrayList<>();
  private long usedBytes;
  private int leftOut;

  /**
   * An empty page.
   *
   * @param folder the run's folder, which file names are relative to
   * @param budgetBytes of all data URIs together
   */
  PageImages(Path folder, Compression compression, long budgetBytes) {
    this.folder = folder;
    this.compression = compression;
    this.budgetBytes = budgetBytes;
  }

  /** One image for the page; an image that stands in two places costs twice. */
  PageImage find(String file) {
    try {
      EmbeddedImage image = EmbeddedImage.read(folder, file, compression);
      if (image == null) {
        missing.add(file);
        return new PageImage.Missing(VisibleText.of(file));
      }
      if (usedBytes + image.uri().length() > budgetBytes) {
        leftOut++;
        return new PageImage.LeftOut(VisibleText.of(file));
      }
      usedBytes += image.uri().length();
      return new PageImage.Shown(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether every image that is there found its place. */
  boolean fits() {
    return leftOut == 0;
  }

  /** Names of the files that are not in the folder. */
  List<String> missing() {
    return List.copyOf(missing);
  }
}
