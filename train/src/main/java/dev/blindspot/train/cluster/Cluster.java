package dev.blindspot.train.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** Machines that do work. May be used by several threads. */
public interface Cluster extends AutoCloseable {
  /** Is told of a piece of work while it is done. */
  @FunctionalInterface
  interface MessageListener {
    /** Ignores everything. */
    MessageListener NONE = line -> true;

    /**
     * Hears a line. Work that is begun again elsewhere tells its lines again; they are not repeated
     * here.
     *
     * @return whether the work is still wanted
     */
    boolean received(String line);
  }

  /** Pieces of work that are done at the same time. */
  int slots();

  /**
   * Makes a file or a folder readable everywhere. It must not change until this is closed.
   *
   * @throws IOException if it cannot be read
   */
  SharedFiles share(Path original) throws IOException;

  /** Frees what {@link #share} holds; nobody may read the files any more. */
  void forget(SharedFiles files);

  /**
   * Fetches what {@link ClusterNode#send} sent, once, into a folder, which is made; files that are
   * there already are replaced, each as a whole.
   *
   * @throws Lost if the machine that sent them is gone
   * @throws IOException if they cannot be written
   */
  void receive(SentFiles files, Path folder) throws IOException;

  /**
   * Has a piece of work done, and waits for it. When its machine is lost, another one does it.
   *
   * @throws dev.blindspot.train.error.UserError if the work threw it
   * @throws Unwanted if the listener said so
   * @throws Lost if the work was lost again and again
   * @throws IllegalStateException if the work failed otherwise, or the cluster is gone
   * @throws InterruptedException if this thread was interrupted; the work is stopped
   */
  <R extends Serializable> R call(Work<R> work, MessageListener listener)
      throws InterruptedException;

  @Override
  void close();

  /** The work was stopped because it is no longer wanted. */
  final class Unwanted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unwanted() {
      super("no longer wanted");
    }
  }

  /** The machines that did the work were lost, one after the other. */
  final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Lost(String message) {
      super(message);
    }

    public Lost(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
