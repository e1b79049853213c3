package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Carries out single trials, and keeps in the store what they say and how they end. */
public final class TrialExecutor {
  private static final int TRIES = 3;

  /** With less left on the disk, a failure says nothing about the setting. */
  private static final long LEAST_BYTES = 32L << 20;

  private final AblationConfig config;
  private final TrialStore store;
  private final TrialSpecs tasks;
  private final TrialRunner runner;
  private final AblationEvents events;

  public TrialExecutor(
      AblationConfig config,
      TrialStore store,
      TrialSpecs tasks,
      TrialRunner runner,
      AblationEvents events) {
    this.config = config;
    this.store = store;
    this.tasks = tasks;
    this.runner = runner;
    this.events = events;
  }

  /** Something of the ablation itself is broken, not the trial. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient UserError error;

    Broken(UserError error) {
      super(error);
      this.error = error;
    }
  }

  /**
   * Carries out a trial that this process has claimed.
   *
   * @return how it ended
   * @throws UserError if the ablation cannot go on; the trial is left to be begun again
   */
  public TrialOutcome carryOut(TrialRecord trial) {
    TrialSetting setting = store.setting(trial.setting());
    events.began(trial, setting);
    TrialOutcome outcome = outcome(trial, setting);
    if (outcome instanceof TrialOutcome.Failed failed) {
      requireRoom(trial, failed);
    }
    if (outcome instanceof TrialOutcome.Killed && store.queue().attempts(trial.id()) < TRIES) {
      store.queue().giveBack(trial.id());
    } else {
      store.queue().end(trial.id(), outcome);
    }
    events.ended(trial, setting, outcome);
    return outcome;
  }

  private TrialOutcome outcome(TrialRecord trial, TrialSetting setting) {
    try {
      double[] best = {Double.NEGATIVE_INFINITY};
      return runner.run(
          tasks.of(trial, setting),
          epoch -> {
            events.epoch(trial, setting, epoch);
            best[0] = Math.max(best[0], epoch.validationAccuracy());
            return kept(trial, epoch, best[0]);
          });
    } catch (Broken broken) {
      throw broken.error;
    } catch (UserError e) {
      return new TrialOutcome.Failed(String.valueOf(e.getMessage()));
    }
  }

  /** Keeps an epoch; returns the reason to stop the trial, or nothing. */
  private String kept(TrialRecord trial, EpochValues epoch, double best) {
    try {
      store.queue().epoch(trial.id(), epoch);
      return reasonToStop(trial, epoch, best);
    } catch (UserError e) {
      throw new Broken(e);
    }
  }

  private String reasonToStop(TrialRecord trial, EpochValues epoch, double best) {
    AblationConfig.Pruning pruning = config.pruning();
    if (pruning == null
        || trial.phase() == Phase.FINAL
        || trial.setting() == TrialSetting.BASELINE
        || epoch.epoch() < pruning.afterEpochs()) {
      return "";
    }
    return new MedianRule(pruning)
        .reasonToStop(epoch.epoch(), best, store.queue().runningMeans(trial.id(), epoch.epoch()));
  }

  /** A full disk fails one trial after the other, for a reason that is none of theirs. */
  private void requireRoom(TrialRecord trial, TrialOutcome.Failed failed) {
    Path folder = tasks.folder();
    long left;
    try {
      left = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UserError("the folder of the ablation %s is gone: %s".formatted(folder, e), e);
    }
    if (left < LEAST_BYTES) {
      store.queue().giveBack(trial.id());
      throw new UserError(
          "the disk of %s is full (%d MB are left): make room and go on with --resume. Trial %d failed because of that and will be begun again; it said: %s"
              .formatted(folder, left >> 20, trial.id(), failed.reason()));
    }
  }
}
