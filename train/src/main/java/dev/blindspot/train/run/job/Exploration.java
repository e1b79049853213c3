package dev.blindspot.train.run.job;

import dev.blindspot.train.explore.server.ExplorerServer;
import dev.blindspot.train.explore.session.Explorer;
import java.util.concurrent.CountDownLatch;

/** An explorer that is being served. */
public final class Exploration implements AutoCloseable {
  private final Explorer explorer;
  private final ExplorerServer server;

  Exploration(Explorer explorer, ExplorerServer server) {
    this.explorer = explorer;
    this.server = server;
  }

  /** The page's address; whoever knows it may ask. */
  public String address() {
    return server.address();
  }

  /** Waits until this thread is interrupted, or the process ends. */
  public void await() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.close();
    explorer.close();
  }
}
