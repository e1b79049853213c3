package dev.blindspot.train.ablation.store;

import dev.blindspot.train.error.UserError;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the other processes every few seconds that this one lives, until it is closed. */
public final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long SECONDS = 5;

  private final TrialQueue queue;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Heartbeat::daemon);

  private @Nullable Future<?> beats;

  public Heartbeat(TrialQueue queue) {
    this.queue = queue;
  }

  public void start() {
    beats = timer.scheduleAtFixedRate(this::beat, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "blindspot-heartbeat");
    thread.setDaemon(true);
    return thread;
  }

  /** A database that is busy for once must not stop the heart. */
  private void beat() {
    try {
      queue.beat();
    } catch (UserError missed) {
      LOG.warn("a heartbeat was missed: {}", missed.getMessage());
    }
  }

  @Override
  public void close() {
    if (beats != null) {
      beats.cancel(false);
    }
    timer.shutdownNow();
  }
}
