package dev.blindspot.train.ablation.store;

import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.config.AblationConfig.Objective;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far an ablation is. The database counts and averages: a table that is redrawn every second
 * must not read the scores of a thousand trials.
 *
 * @param counts trials by phase and state
 * @param running trials that are running
 * @param means of settings all of whose trials of the search are complete
 */
public record Overview(List<Count> counts, List<TrialRecord> running, List<Mean> means) {

  /**
   * Trials of a phase in a state.
   *
   * @param seconds mean duration of those that have ended
   */
  record Count(Phase phase, State state, int trials, double seconds) {}

  /** Means of a setting over its seeds. */
  public record Mean(int setting, double accuracy, double occlusionAuc, double worstPlace) {
    public double objective(Objective objective) {
      return objective.of(accuracy, occlusionAuc, worstPlace);
    }
  }

  static Overview of(Database database, TrialDao trials) {
    List<Count> counts =
        database.query(
            "SELECT phase, state, count(*), avg(max(0, ended - began)) FROM trial GROUP BY phase, state",
            r ->
                new Count(
                    Phase.valueOf(r.getString(1)),
                    State.valueOf(r.getString(2)),
                    r.getInt(3),
                    r.getDouble(4) / 1e3));
    List<Mean> means =
        database.query(
            "SELECT setting, avg(accuracy), avg(occlusion_auc), avg(w.mean) FROM trial"
                + " LEFT JOIN worst_place w ON w.trial = trial.id WHERE phase = 'SEARCH'"
                + " GROUP BY setting HAVING count(*) = sum(state = 'COMPLETE')",
            r ->
                new Mean(
                    r.getInt(1),
                    TrialDao.number(r, 2),
                    TrialDao.number(r, 3),
                    TrialDao.number(r, 4)));
    return new Overview(counts, trials.where("t.state = 'RUNNING'"), means);
  }

  /** The final comparison as soon as it has trials. */
  public Phase phase() {
    return counts.stream().anyMatch(c -> c.phase() == Phase.FINAL) ? Phase.FINAL : Phase.SEARCH;
  }

  public int trials(Phase phase) {
    return counts.stream().filter(c -> c.phase() == phase).mapToInt(Count::trials).sum();
  }

  public int trials(Phase phase, State state) {
    return counts.stream()
        .filter(c -> c.phase() == phase && c.state() == state)
        .mapToInt(Count::trials)
        .sum();
  }

  public int ended(Phase phase) {
    return counts.stream()
        .filter(c -> c.phase() == phase && c.state().hasEnded())
        .mapToInt(Count::trials)
        .sum();
  }

  /** Mean duration of the trials of a phase that have ended, in seconds. */
  public double meanSeconds(Phase phase) {
    double sum =
        counts.stream()
            .filter(c -> c.phase() == phase && c.state().hasEnded())
            .mapToDouble(c -> c.trials() * c.seconds())
            .sum();
    return sum / Math.max(1, ended(phase));
  }

  /** The best setting; of settings with a trial that is open or lost nothing is said. */
  public Optional<Mean> best(Objective objective) {
    return means.stream()
        .filter(m -> !Double.isNaN(m.objective(objective)))
        .max(Comparator.comparingDouble(m -> m.objective(objective)));
  }

  /** A number of trials in a state in words; empty for none. */
  public String said(Phase phase, State state) {
    int count = trials(phase, state);
    return count == 0
        ? ""
        : String.format(Locale.ROOT, ", %d %s", count, state.name().toLowerCase(Locale.ROOT));
  }
}
