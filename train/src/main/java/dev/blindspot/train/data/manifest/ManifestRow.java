package dev.blindspot.train.data.manifest;

import static java.util.Objects.requireNonNull;

import dev.blindspot.datasets.annotation.CueBox;
import java.nio.file.Path;
import java.util.List;

/**
 * One usable image.
 *
 * @param id its name in the data set, unique in a manifest: the path below the data set's folder,
 *     with {@code /}
 * @param path where the file is
 * @param label index of its class, -1 when it has none
 * @param split the part it plays
 * @param contentHash SHA-256 of the file, 64 hexadecimal digits
 * @param boxes what is known to be where, in pixels of the source image; empty for photographs
 */
public record ManifestRow(
    String id, Path path, int label, Split split, String contentHash, List<CueBox> boxes) {
  public ManifestRow {
    requireNonNull(id, "id");
    requireNonNull(path, "path");
    requireNonNull(contentHash, "contentHash");
    boxes = List.copyOf(boxes);
    if (label < -1) {
      throw new IllegalArgumentException("label must be >= -1, was " + label);
    }
    if ((label == -1) != (split == Split.UNLABELLED)) {
      throw new IllegalArgumentException(
          "split must be UNLABELLED exactly when label is -1, was %s with label %d"
              .formatted(split, label));
    }
  }

  /** The same image with other boxes. */
  public ManifestRow with(List<CueBox> others) {
    return new ManifestRow(id, path, label, split, contentHash, others);
  }

  /** The same image in another part. */
  ManifestRow in(Split other) {
    return new ManifestRow(id, path, label, other, contentHash, boxes);
  }
}
