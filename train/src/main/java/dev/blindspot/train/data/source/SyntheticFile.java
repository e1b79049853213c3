package dev.blindspot.train.data.source;

import static java.util.Objects.requireNonNull;

import dev.blindspot.datasets.annotation.CueBox;
import java.nio.file.Path;
import java.util.List;

/**
 * A drawn image on disk.
 *
 * @param id the file's name
 * @param path the PNG file
 * @param label 1 for an emergency vehicle, 0 for an ordinary one
 * @param boxes the vehicle first, then every cue, in pixels of the image
 */
public record SyntheticFile(String id, Path path, int label, List<CueBox> boxes) {
  public SyntheticFile {
    requireNonNull(id, "id");
    requireNonNull(path, "path");
    boxes = List.copyOf(boxes);
  }
}
