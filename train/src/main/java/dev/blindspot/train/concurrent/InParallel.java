package dev.blindspot.train.concurrent;

import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Work on many items on all cores. */
public final class InParallel {
  private InParallel() {}

  /** Results in the order of the items; the first exception of the work is thrown to the caller. */
  public static <T, R> List<R> map(List<T> items, Function<T, R> work, ProgressListener progress) {
    AtomicInteger done = new AtomicInteger();
    return items.parallelStream()
        .map(
            item -> {
              R result = work.apply(item);
              progress.progress(done.incrementAndGet(), items.size());
              return result;
            })
        .toList();
  }
}
