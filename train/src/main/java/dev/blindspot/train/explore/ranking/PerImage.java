package dev.blindspot.train.explore.ranking;

import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.explore.session.Quiet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something that is found out of every image by a thread of its own, image by image, so that a
 * question never waits for more than one of them; while somebody asks, it pauses.
 */
final class PerImage<R> implements AutoCloseable {
  private final AtomicReferenceArray<@Nullable R> rows;
  private final IntFunction<R> work;
  private final Quiet quiet;
  private final Thread worker;
  private boolean started;
  private volatile int done;
  private volatile boolean stopped;

  /**
   * @param size how many images there are
   * @param work on an image; one that throws a {@link RequestException} stays unknown
   */
  PerImage(int size, IntFunction<R> work, Quiet quiet, String name) {
    this.rows = new AtomicReferenceArray<>(size);
    this.work = work;
    this.quiet = quiet;
    this.worker = new Thread(this::fill, name);
    worker.setDaemon(true);
  }

  /** Starts, if it has not started. */
  synchronized void start() {
    if (!started) {
      started = true;
      worker.start();
    }
  }

  private void fill() {
    try {
      for (int i = 0; i < rows.length(); i++) {
        quiet.await();
        if (stopped) {
          return;
        }
        find(i);
        done = i + 1;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void find(int image) {
    try {
      rows.set(image, work.apply(image));
    } catch (RequestException unreadable) {
      // it stays unknown
    }
  }

  /** How many images are done. */
  int done() {
    return done;
  }

  /** What was found of an image; null if it is not done yet, or the image cannot be read. */
  @Nullable R of(int image) {
    return rows.get(image);
  }

  @Override
  public synchronized void close() {
    stopped = true;
    if (started) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
