package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.Trial.Phase;
import dev.blindspot.train.ablation.Trial.State;
import dev.blindspot.train.config.AblationConfig.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    Map<Integer, TrialSetting> settings =
        store.settings().stream().collect(Collectors.toMap(TrialSetting::id, Function.identity()));
    List<Trial> trials = store.trials();
    List<String> lines = new ArrayList<>();
    lines.add(summary(store, trials));
    lines.add(best(store, trials, settings));
    List<Trial> running = trials.stream().filter(t -> t.state() == State.RUNNING).toList();
    if (!running.isEmpty()) {
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
    }
    for (Trial trial : running) {
      TrialSetting setting = settings.get(trial.setting());
      lines.add(row(trial, setting == null ? new TrialSetting(0, "?", Map.of()) : setting));
    }
    return lines.stream().map(line -> cut(line, width)).toList();
  }

  private static String row(Trial t, TrialSetting setting) {
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

  private static String summary(TrialStore store, List<Trial> trials) {
    Phase phase =
        trials.stream().anyMatch(t -> t.phase() == Phase.FINAL) ? Phase.FINAL : Phase.SEARCH;
    List<Trial> own = trials.stream().filter(t -> t.phase() == phase).toList();
    long ended = own.stream().filter(t -> t.state().hasEnded()).count();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %d of %d trials ended",
            store.meta("name"),
            phase == Phase.FINAL ? "final comparison" : "search",
            ended,
            own.size()));
    for (State state : List.of(State.RUNNING, State.PRUNED, State.FAILED)) {
      long count = own.stream().filter(t -> t.state() == state).count();
      if (count > 0) {
        text.append(
            String.format(Locale.ROOT, ", %d %s", count, state.name().toLowerCase(Locale.ROOT)));
      }
    }
    return text.append(left(store, own)).toString();
  }

  /** From the mean duration of ended trials; trials that are still to be suggested are unknown. */
  private static String left(TrialStore store, List<Trial> trials) {
    List<Trial> ended = trials.stream().filter(t -> t.state().hasEnded()).toList();
    int open = trials.size() - ended.size();
    if (ended.isEmpty() || open == 0) {
      return "";
    }
    double mean = ended.stream().mapToDouble(Trial::seconds).average().orElse(0);
    double spent =
        trials.stream()
            .filter(t -> t.state() == State.RUNNING)
            .mapToDouble(t -> Math.min(mean, t.seconds()))
            .sum();
    String parallel = store.meta("parallel");
    int workers = parallel == null ? 1 : Integer.parseInt(parallel);
    return ", ETA " + clock((open * mean - spent) / workers);
  }

  private static String best(
      TrialStore store, List<Trial> trials, Map<Integer, TrialSetting> settings) {
    String name = store.meta("objective");
    Objective objective = Objective.valueOf(name == null ? Objective.MEAN.name() : name);
    Map<Integer, Double> means =
        trials.stream()
            .filter(t -> t.phase() == Phase.SEARCH && t.scores() != null)
            .collect(
                Collectors.groupingBy(
                    Trial::setting, Collectors.averagingDouble(t -> value(t, objective))));
    return means.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(
            best -> {
              TrialSetting setting = settings.get(best.getKey());
              return String.format(
                  Locale.ROOT,
                  "best: %s, %s %.4f on validation (%s)",
                  setting == null ? "?" : setting.name(),
                  objective.text(),
                  best.getValue(),
                  setting == null ? "" : setting.describe());
            })
        .orElse("best: none yet");
  }

  private static double value(Trial trial, Objective objective) {
    Scores s = trial.scores();
    return s == null ? Double.NaN : objective.of(s.accuracy(), s.occlusionAuc());
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
