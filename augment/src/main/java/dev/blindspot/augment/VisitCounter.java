package dev.blindspot.augment;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts how often each picture was seen, for at most a given number of different pictures. */
final class VisitCounter {
  private static final Logger LOGGER = System.getLogger(VisitCounter.class.getName());

  private final ConcurrentMap<Long, Integer> counts = new ConcurrentHashMap<>();
  private final AtomicBoolean warned = new AtomicBoolean();
  private final int maxPictures;

  VisitCounter(int maxPictures) {
    this.maxPictures = maxPictures;
  }

  /** Number of earlier calls with the same key; always 0 for keys beyond the limit. */
  int next(long key) {
    if (counts.size() >= maxPictures && !counts.containsKey(key)) {
      if (warned.compareAndSet(false, true)) {
        LOGGER.log(
            Level.WARNING,
            "More than {0} different pictures: the others get the same edits in every epoch unless"
                + " startEpoch is called",
            maxPictures);
      }
      return 0;
    }
    return counts.merge(key, 1, Integer::sum) - 1;
  }

  void clear() {
    counts.clear();
  }
}
