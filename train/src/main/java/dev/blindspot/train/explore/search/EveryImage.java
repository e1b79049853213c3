package dev.blindspot.train.explore.search;

import dev.blindspot.train.explore.session.Explorer;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * The indices of all images that can be read, for one model after another; tells how far it is.
 *
 * @param modelsDone for how many models all of this was done before
 */
record EveryImage(Explorer explorer, int modelsDone, Watch watch) implements Iterable<Integer> {
  @Override
  public Iterator<Integer> iterator() {
    int size = explorer.gallery().size();
    long all = (long) explorer.models().size() * size;
    return IntStream.range(0, size)
        .filter(
            image -> {
              watch.at((long) modelsDone * size + image, all);
              return explorer.canRead(image);
            })
        .iterator();
  }
}
