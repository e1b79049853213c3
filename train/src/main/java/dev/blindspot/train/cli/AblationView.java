package dev.blindspot.train.cli;

import dev.blindspot.train.ablation.report.StatusTable;
import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.ablation.trial.AblationEvents;
import dev.blindspot.train.cli.console.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows a running ablation: a table that is redrawn every second where a person watches, otherwise
 * one line per trial.
 */
final class AblationView implements AblationEvents, AutoCloseable {
  private final Console console;
  private final Path folder;
  private final @Nullable ScheduledThreadPoolExecutor timer;
  private @Nullable Future<?> redraws;
  private @Nullable TrialStore store;
  private int shown;
  private int ended;

  private AblationView(Console console, Path folder) {
    this.console = console;
    this.folder = folder;
    this.timer = console.interactive() ? new ScheduledThreadPoolExecutor(1) : null;
  }

  static AblationView of(Console console, Path folder) {
    AblationView view = new AblationView(console, folder);
    if (view.timer != null) {
      view.redraws = view.timer.scheduleAtFixedRate(view::redraw, 1, 1, TimeUnit.SECONDS);
    }
    return view;
  }

  private synchronized void redraw() {
    if (ended == 0 && shown == 0 && store == null) {
      return; // images are still being prepared, which has a display of its own
    }
    if (store == null) {
      store = TrialStore.open(folder);
    }
    List<String> lines = StatusTable.of(store, console.columns());
    if (shown > 0) {
      console.err().print(String.format(Locale.ROOT, "\u001b[%dA\u001b[J", shown));
    }
    lines.forEach(console::message);
    shown = lines.size();
  }

  @Override
  public synchronized void began(TrialRecord trial, TrialSetting setting) {
    if (console.interactive()) {
      if (store == null) {
        store = TrialStore.open(folder);
      }
      return;
    }
    console.message(
        "trial %d (%s, seed %d) begun: %s"
            .formatted(trial.id(), setting.name(), trial.seed(), setting.describe()));
  }

  @Override
  public void epoch(TrialRecord trial, TrialSetting setting, EpochValues epoch) {}

  @Override
  public synchronized void ended(TrialRecord trial, TrialSetting setting, TrialOutcome outcome) {
    ended++;
    if (!console.interactive()) {
      console.message(
          "trial %d (%s, seed %d) %s"
              .formatted(trial.id(), setting.name(), trial.seed(), text(outcome)));
    }
  }

  private static String text(TrialOutcome outcome) {
    if (outcome instanceof TrialOutcome.Complete complete) {
      return String.format(
          Locale.ROOT,
          "complete: accuracy %.4f, area under the occlusion curve %.4f",
          complete.scores().accuracy(),
          complete.scores().occlusionAuc());
    }
    if (outcome instanceof TrialOutcome.Pruned pruned) {
      return "pruned: " + pruned.reason();
    }
    if (outcome instanceof TrialOutcome.Failed failed) {
      return "failed: " + failed.reason();
    }
    return outcome instanceof TrialOutcome.Killed killed
        ? "killed: " + killed.reason()
        : "stopped; --resume begins it again";
  }

  @Override
  public synchronized void close() {
    if (timer != null && redraws != null) {
      redraws.cancel(false);
      timer.shutdownNow();
    }
    if (store != null) {
      redraw();
      store.close();
      store = null;
      shown = 0;
    }
  }
}
