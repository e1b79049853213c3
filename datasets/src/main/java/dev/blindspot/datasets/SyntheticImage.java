package dev.blindspot.datasets;

import dev.blindspot.datasets.annotation.CueBox;
import java.util.List;

/**
 * A drawn image in memory, and what is known to be in it.
 *
 * @param sizePx rows, and columns
 * @param bgr {@code 3 * sizePx * sizePx} unsigned bytes, blue green red interleaved, row by row;
 *     the image's own array, not a copy
 * @param boxes the vehicle first, then every cue, in pixels of the image
 */
@SuppressWarnings(
    "ArrayRecordComponent") // pixels: compared by nobody, and a list of boxed bytes is no option
public record SyntheticImage(int sizePx, byte[] bgr, List<CueBox> boxes) {
  public SyntheticImage {
    if (bgr.length != 3L * sizePx * sizePx) {
      throw new IllegalArgumentException(
          "bgr must hold 3 * %d * %d bytes, holds %d".formatted(sizePx, sizePx, bgr.length));
    }
    boxes = List.copyOf(boxes);
  }
}
