package dev.blindspot.augment;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts how often each image was seen, for at most a given number of different images. */
final class VisitCounter {
  private static final Logger LOGGER = System.getLogger(VisitCounter.class.getName());

  private final ConcurrentMap<Long, Integer> counts = new ConcurrentHashMap<>();
  private final AtomicBoolean warned = new AtomicBoolean();
  private final int maxImages;

  VisitCounter(int maxImages) {
    this.maxImages = maxImages;
  }

  /** Number of earlier calls with the same key; always 0 for keys beyond the limit. */
  int next(long key) {
    if (counts.size() >= maxImages && !counts.containsKey(key)) {
      if (warned.compareAndSet(false, true)) {
        LOGGER.log(
            Level.WARNING,
            "More than {0} different images: the others get the same edits in every epoch unless"
                + " startEpoch is called",
            maxImages);
      }
      return 0;
    }
    return counts.merge(key, 1, Integer::sum) - 1;
  }

  void clear() {
    counts.clear();
  }
}
