package dev.blindspot.train.explore.search;

import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.explore.search.Watch.CancelledException;
import org.jspecify.annotations.Nullable;

/** The one search that runs: a new one cancels that before it. */
public final class Searches implements AutoCloseable {
  private @Nullable Running running;
  private int number;

  /**
   * How a search is.
   *
   * @param id its number
   * @param state {@code running}, {@code done}, {@code cancelled} or {@code failed}
   * @param done steps
   * @param total steps in all; 0 before it is known
   * @param result of one that is done
   * @param message of one that failed
   */
  public record State(
      int id, String state, long done, long total, @Nullable Object result, String message) {}

  /** Starts a search and returns its number. */
  public synchronized int start(Search search) {
    cancel();
    number++;
    Running next = new Running(number, search);
    running = next;
    next.thread.start();
    return number;
  }

  /** How the search of that number is. */
  public synchronized State state(int id) {
    return require(id).state();
  }

  /** Ends the search of that number. */
  public synchronized State cancel(int id) {
    require(id).watch.cancel();
    return state(id);
  }

  private Running require(int id) {
    Running known = running;
    if (known == null || known.id != id) {
      throw RequestException.missing("there is no search %d (any more)".formatted(id));
    }
    return known;
  }

  private void cancel() {
    if (running != null) {
      running.watch.cancel();
    }
  }

  @Override
  public void close() {
    Running last;
    synchronized (this) {
      cancel();
      last = running;
    }
    if (last != null) {
      last.join();
    }
  }

  private static final class Running {
    private final int id;
    private final Watch watch = new Watch();
    private final Thread thread;
    private volatile @Nullable State ended;

    Running(int id, Search search) {
      this.id = id;
      this.thread = new Thread(() -> run(search), "blindspot-explore-search");
      thread.setDaemon(true);
    }

    private void run(Search search) {
      try {
        ended = end("done", search.find(watch), "");
      } catch (CancelledException e) {
        ended = end("cancelled", null, "");
      } catch (RequestException e) {
        ended = end("failed", null, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) { // told in the page; the server goes on
        ended = end("failed", null, "the search failed: " + e);
      }
    }

    private State end(String state, @Nullable Object result, String message) {
      return new State(id, state, watch.done(), watch.total(), result, message);
    }

    State state() {
      State known = ended;
      return known != null ? known : end("running", null, "");
    }

    void join() {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
