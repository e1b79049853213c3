package dev.blindspot.train.data.synthetic;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.data.CueBox;
import java.util.List;

/**
 * A drawn picture in memory.
 *
 * @param sizePx width and height
 * @param bgr bytes by rows, then columns, then blue, green, red
 * @param boxes the vehicle first, then every cue, in pixels of the picture
 */
@SuppressWarnings("ArrayRecordComponent") // pixels that nobody compares
public record Drawn(int sizePx, byte[] bgr, List<CueBox> boxes) {
  public Drawn {
    requireNonNull(bgr, "bgr");
    if (bgr.length != 3 * sizePx * sizePx) {
      throw new IllegalArgumentException(
          "bgr must have %d bytes, has %d".formatted(3 * sizePx * sizePx, bgr.length));
    }
    boxes = List.copyOf(boxes);
  }
}
