package dev.blindspot.train.model.download;

import java.time.Duration;

/**
 * How long a download waits, and how often it tries.
 *
 * @param connect for a connection
 * @param silence for the next bytes of an answer
 * @param attempts at one address without a single new byte; more as long as bytes arrive
 * @param pause before the second attempt; doubled before each further one
 */
record Patience(Duration connect, Duration silence, int attempts, Duration pause) {
  static final Patience USUAL =
      new Patience(Duration.ofSeconds(15), Duration.ofSeconds(60), 4, Duration.ofSeconds(1));

  Patience {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be >= 1, was " + attempts);
    }
  }

  /** Before the attempt with this number, which counts from 1. */
  void pauseBefore(int attempt) throws InterruptedException {
    if (attempt > 1) {
      Thread.sleep(pause.toMillis() << Math.min(attempt - 2, 5));
    }
  }
}
