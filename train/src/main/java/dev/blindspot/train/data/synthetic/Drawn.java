package dev.blindspot.train.data.synthetic;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.data.CueBox;
import dev.blindspot.train.data.Picture;
import java.util.List;

/**
 * A drawn picture in memory.
 *
 * @param picture as many rows as columns
 * @param boxes the vehicle first, then every cue, in pixels of the picture
 */
public record Drawn(Picture picture, List<CueBox> boxes) {
  public Drawn {
    requireNonNull(picture, "picture");
    boxes = List.copyOf(boxes);
  }

  /** Rows, and columns, of the picture. */
  public int sizePx() {
    return picture.height();
  }

  /** The picture's own bytes, blue green red interleaved, row by row. */
  public byte[] bgr() {
    return picture.bgr();
  }
}
