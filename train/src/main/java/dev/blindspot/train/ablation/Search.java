package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.Suggester.Suggestion;
import dev.blindspot.train.ablation.Trial.Phase;
import dev.blindspot.train.ablation.Trial.State;
import dev.blindspot.train.ablation.TrialRunner.EpochValues;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.LoadedAblation;
import dev.blindspot.train.config.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins trials until there is nothing left to try, then those of the final comparison. All
 * knowledge is in the store; this object may die at any time.
 */
final class Search {
  private static final Logger LOG = LoggerFactory.getLogger(Search.class);
  private static final int TRIES = 3;
  private static final long BEAT_SECONDS = 5;
  private static final long LOOK_MILLIS = 1000;

  private final AblationConfig config;
  private final TrialStore store;
  private final TrialTasks tasks;
  private final TrialRunner runner;
  private final AblationEvents events;
  private final int parallel;
  private final Suggester suggester;
  private final long started = System.nanoTime();
  private int suggested;
  private int told;
  private boolean exhausted;
  private boolean broken;

  Search(
      LoadedAblation ablation,
      TrialStore store,
      TrialTasks tasks,
      TrialRunner runner,
      AblationEvents events,
      int parallel) {
    this.config = ablation.config();
    this.store = store;
    this.tasks = tasks;
    this.runner = runner;
    this.events = events;
    this.parallel = parallel;
    this.suggester = Suggesters.of(ablation);
  }

  /** Returns when all is done, or the budget is used up. */
  void carryOut() {
    ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(Search::daemon);
    Future<?> beats =
        heart.scheduleAtFixedRate(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    try {
      store.add(Suggesters.baseline(config), config.seeds(), Phase.SEARCH);
      workers(Phase.SEARCH);
      waitForOthers();
      addFinal();
      workers(Phase.FINAL);
    } finally {
      beats.cancel(false);
      heart.shutdownNow();
    }
  }

  /** A database that is busy for once must not stop the heart. */
  private void beat() {
    try {
      store.beat();
    } catch (UserError missed) {
      LOG.warn("a heartbeat was missed: {}", missed.getMessage());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "blindspot-heartbeat");
    thread.setDaemon(true);
    return thread;
  }

  private void addFinal() {
    AblationConfig.Final last = config.last();
    if (last != null) {
      List<Long> seeds = last.seeds();
      for (TrialSetting setting : AblationJob.finalists(config, store)) {
        store.add(setting, seeds == null ? config.seeds() : seeds, Phase.FINAL);
      }
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
      runner.close();
      Thread.currentThread().interrupt();
      throw new UserError("the ablation was interrupted; go on with --resume", e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      pool.shutdownNow();
    }
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
      for (Optional<Trial> trial = next(phase); trial.isPresent(); trial = next(phase)) {
        carryOut(trial.get());
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
  private synchronized Optional<Trial> next(Phase phase) throws InterruptedException {
    while (!broken) {
      store.reclaim();
      if (phase == Phase.SEARCH) {
        suggest();
        if (isBudgetUsed()) {
          return Optional.empty();
        }
      }
      Optional<Trial> claimed = store.claim(phase);
      boolean nothingLeft = phase == Phase.FINAL || exhausted;
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

  private synchronized void waitForOthers() {
    try {
      while (!AblationJob.isIdle(store, Phase.SEARCH)) {
        wait(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("the ablation was interrupted; go on with --resume", e);
    }
  }

  /** Keeps as many settings in the store as can be suggested now. */
  private void suggest() {
    while (!exhausted) {
      if (suggested >= Suggesters.limit(config)) {
        exhausted = true;
      } else if (!tellGeneration()) {
        return;
      } else {
        Optional<Suggestion> next = suggester.next();
        next.ifPresent(
            s ->
                store.add(
                    new TrialSetting(++suggested, s.name(), s.values()),
                    config.seeds(),
                    Phase.SEARCH));
        exhausted = next.isEmpty();
      }
    }
  }

  /** Tells what the next suggestion depends on; false when that is not known yet. */
  private boolean tellGeneration() {
    int needed = suggested / suggester.generation() * suggester.generation();
    if (told >= needed) {
      return true;
    }
    List<Trial> trials = store.trials();
    while (told < needed) {
      int id = told + 1;
      List<Trial> own =
          trials.stream().filter(t -> t.setting() == id && t.phase() == Phase.SEARCH).toList();
      if (!own.stream().allMatch(t -> t.state().hasEnded())) {
        return false;
      }
      suggester.tell(value(own));
      told++;
    }
    return true;
  }

  private OptionalDouble value(List<Trial> trials) {
    return trials.stream()
        .map(Trial::scores)
        .filter(java.util.Objects::nonNull)
        .mapToDouble(s -> config.objective().of(s.accuracy(), s.occlusionAuc()))
        .average();
  }

  private void carryOut(Trial trial) {
    TrialSetting setting = store.setting(trial.setting());
    events.began(trial, setting);
    TrialOutcome outcome = outcome(trial, setting);
    if (outcome instanceof TrialOutcome.Killed && store.attempts(trial.id()) < TRIES) {
      store.giveBack(trial.id());
    } else {
      store.end(trial.id(), outcome);
    }
    events.ended(trial, setting, outcome);
  }

  private TrialOutcome outcome(Trial trial, TrialSetting setting) {
    try {
      double[] best = {Double.NEGATIVE_INFINITY};
      return runner.run(
          tasks.of(trial, setting),
          epoch -> {
            store.epoch(trial.id(), epoch);
            events.epoch(trial, setting, epoch);
            best[0] = Math.max(best[0], epoch.validationAccuracy());
            return reasonToStop(trial, epoch, best[0]);
          });
    } catch (UserError e) {
      return new TrialOutcome.Failed(String.valueOf(e.getMessage()));
    }
  }

  private String reasonToStop(Trial trial, EpochValues epoch, double best) {
    AblationConfig.Pruning pruning = config.pruning();
    if (pruning == null
        || trial.phase() == Phase.FINAL
        || trial.setting() == TrialSetting.BASELINE) {
      return "";
    }
    return new MedianRule(pruning)
        .reasonToStop(epoch.epoch(), best, store.runningMeans(trial.id(), epoch.epoch()));
  }
}
