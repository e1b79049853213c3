package dev.blindspot.train.ablation.report;

import dev.blindspot.train.ablation.store.Overview;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.config.AblationConfig.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far an ablation is, as lines of text: what runs, what was best, how long it will take. */
public final class StatusTable {
  private static final int NAME_WIDTH = 14;

  private StatusTable() {}

  /**
   * The table of a store.
   *
   * @param width columns of the terminal; longer lines are cut
   */
  public static List<String> of(TrialStore store, int width) {
    Overview overview = store.overview();
    List<String> lines = new ArrayList<>();
    lines.add(summary(store, overview));
    lines.add(best(store, overview));
    if (!overview.running().isEmpty()) {
      lines.add("");
      lines.add(
          String.format(
              Locale.ROOT,
              "%5s  %-" + NAME_WIDTH + "s %5s %6s %9s %8s  %s",
              "trial",
              "setting",
              "seed",
              "epoch",
              "best val.",
              "running",
              "values"));
      overview.running().forEach(trial -> lines.add(row(trial, store.setting(trial.setting()))));
    }
    return lines.stream().map(line -> cut(line, width)).toList();
  }

  /** What to do when nothing goes on; empty while trials run, and when all have ended. */
  public static String advice(TrialStore store) {
    Overview overview = store.overview();
    if (!overview.running().isEmpty()) {
      return store.queue().isBusy()
          ? ""
          : "No process is working on it any more: --resume begins what was running again.";
    }
    int left =
        overview.trials(Phase.SEARCH, State.PENDING) + overview.trials(Phase.FINAL, State.PENDING);
    return left == 0
        ? ""
        : "Nothing is running, and %d trial%s not begun: --resume goes on."
            .formatted(left, left == 1 ? " is" : "s are");
  }

  private static String row(TrialRecord t, TrialSetting setting) {
    return String.format(
        Locale.ROOT,
        "%5d  %-" + NAME_WIDTH + "s %5d %6d %9s %8s  %s",
        t.id(),
        cut(setting.name(), NAME_WIDTH),
        t.seed(),
        t.epochs(),
        Double.isNaN(t.bestValidation())
            ? "-"
            : String.format(Locale.ROOT, "%.4f", t.bestValidation()),
        clock(t.seconds()),
        setting.describe());
  }

  private static String summary(TrialStore store, Overview overview) {
    Phase phase = overview.phase();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %d of %d trials ended",
            store.meta("name"),
            phase == Phase.FINAL ? "final comparison" : "search",
            overview.ended(phase),
            overview.trials(phase)));
    for (State state : List.of(State.RUNNING, State.PRUNED, State.FAILED)) {
      text.append(overview.said(phase, state));
    }
    return text.append(left(store, overview)).toString();
  }

  /** From the mean duration of ended trials; trials that are still to be suggested are unknown. */
  private static String left(TrialStore store, Overview overview) {
    Phase phase = overview.phase();
    int open = overview.trials(phase) - overview.ended(phase);
    if (overview.ended(phase) == 0 || open == 0) {
      return "";
    }
    double mean = overview.meanSeconds(phase);
    double spent = overview.running().stream().mapToDouble(t -> Math.min(mean, t.seconds())).sum();
    String parallel = store.meta("parallel");
    int each = parallel == null ? 1 : Integer.parseInt(parallel);
    int workers = Math.max(each, overview.running().size()); // of several processes
    return ", ETA " + clock((open * mean - spent) / workers);
  }

  private static String best(TrialStore store, Overview overview) {
    String name = store.meta("objective");
    Objective objective = Objective.valueOf(name == null ? Objective.MEAN.name() : name);
    return overview
        .best(objective)
        .map(
            best -> {
              TrialSetting setting = store.setting(best.setting());
              return String.format(
                  Locale.ROOT,
                  "best: %s, %.4f on validation by %s (%s)",
                  setting.name(),
                  best.objective(objective),
                  objective.text(),
                  setting.describe());
            })
        .orElse("best: none yet");
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "\u2026";
  }

  private static String clock(double seconds) {
    Duration time = Duration.ofMillis((long) (1000 * Math.max(0, seconds)));
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
  }
}
