package dev.blindspot.train.ablation.search;

import dev.blindspot.train.ablation.analysis.Finalists;
import dev.blindspot.train.ablation.store.Heartbeat;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.ablation.trial.TrialExecutor;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Begins trials until there is nothing left to try, then those of the final comparison. All
 * knowledge is in the store; this object may die at any time.
 */
public final class Search {
  private static final long LOOK_MILLIS = 1000;

  private final AblationConfig config;
  private final TrialStore store;
  private final SuggestedSettings suggestions;
  private final TrialExecutor trials;
  private final Runnable stopTrials;
  private final int parallel;
  private final long started = System.nanoTime();
  private boolean broken;

  /**
   * @param stopTrials ends what is running
   * @param parallel trials at the same time
   */
  public Search(
      AblationConfig config,
      TrialStore store,
      SuggestedSettings suggestions,
      TrialExecutor trials,
      Runnable stopTrials,
      int parallel) {
    this.config = config;
    this.store = store;
    this.suggestions = suggestions;
    this.trials = trials;
    this.stopTrials = stopTrials;
    this.parallel = parallel;
  }

  /** Returns when all is done, or the budget is used up. */
  public void carryOut() {
    try (Heartbeat heart = new Heartbeat(store.queue())) {
      heart.start();
      store.add(SearchStrategies.baseline(config), config.seeds(), Phase.SEARCH);
      workers(Phase.SEARCH);
      waitForOthers();
      Finalists.freeze(config, store);
      workers(Phase.FINAL);
    }
  }

  private void workers(Phase phase) {
    ExecutorService pool = Executors.newFixedThreadPool(parallel);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < parallel; i++) {
        work.add(() -> work(phase));
      }
      for (Future<Void> each : pool.invokeAll(work)) {
        each.get();
      }
    } catch (InterruptedException e) {
      stop();
      stopTrials.run();
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static UserError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new UserError("the ablation was interrupted; go on with --resume", e);
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }

  private @Nullable Void work(Phase phase) throws InterruptedException {
    boolean ended = false;
    try {
      for (Optional<TrialRecord> trial = next(phase); trial.isPresent(); trial = next(phase)) {
        if (trials.carryOut(trial.get()) instanceof TrialOutcome.Stopped) {
          throw new UserError("the ablation was stopped; go on with --resume");
        }
        synchronized (this) {
          notifyAll();
        }
      }
      ended = true;
      return null;
    } finally {
      if (!ended) {
        stop();
      }
    }
  }

  /** After a fault: the trial that met it stays open, and the others would wait for it forever. */
  private synchronized void stop() {
    broken = true;
    notifyAll();
  }

  /** The next trial; waits while others may still lead to one. Empty when there is nothing left. */
  private synchronized Optional<TrialRecord> next(Phase phase) throws InterruptedException {
    while (!broken) {
      store.queue().reclaim();
      if (phase == Phase.SEARCH) {
        suggestions.keepUp();
        if (isBudgetUsed()) {
          return Optional.empty();
        }
      }
      Optional<TrialRecord> claimed = store.queue().claim(phase);
      boolean nothingLeft = phase == Phase.FINAL || suggestions.areExhausted();
      if (claimed.isPresent() || (nothingLeft && store.count(phase, State.RUNNING) == 0)) {
        return claimed;
      }
      wait(LOOK_MILLIS); // another process may end a trial without a word
    }
    return Optional.empty();
  }

  private boolean isBudgetUsed() {
    AblationConfig.Budget budget = config.budget();
    double minutes = (System.nanoTime() - started) / 60e9;
    return (budget.minutes() > 0 && minutes >= budget.minutes())
        || (budget.trials() > 0 && store.begun(Phase.SEARCH) >= budget.trials());
  }

  /** What is running elsewhere may still be among the best. */
  private synchronized void waitForOthers() {
    try {
      store.queue().reclaim();
      while (store.count(Phase.SEARCH, State.RUNNING) > 0) {
        wait(LOOK_MILLIS);
        store.queue().reclaim();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }
}
