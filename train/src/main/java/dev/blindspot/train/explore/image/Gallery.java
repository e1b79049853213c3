package dev.blindspot.train.explore.image;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.data.image.DecodedImage;
import java.util.List;

/** The images that are asked about, by index. Any number of threads may ask at once. */
public interface Gallery {
  /** The label of an image of which nobody said its class. */
  int NO_LABEL = -1;

  /**
   * What is known of an image.
   *
   * @param name for people
   * @param file path, for a command line
   * @param label index of its class, or {@link #NO_LABEL}
   */
  record Entry(String name, String file, int label) {}

  int size();

  /** What is known of an image, 0 to {@code size() - 1}. */
  Entry entry(int index);

  /**
   * Its pixels at the size of the models' input.
   *
   * @throws RequestException if its file cannot be read any more
   */
  DecodedImage image(int index);

  /** What is known to be where in an image, in its pixels; empty if nothing is. */
  default List<CueBox> boxes(int index) {
    return List.of();
  }

  /** The index itself, if there is such an image. */
  default int require(int index) {
    if (index < 0 || index >= size()) {
      throw RequestException.missing(
          "there is no image %d: there are %d, counted from 0".formatted(index, size()));
    }
    return index;
  }
}
