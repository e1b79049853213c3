package dev.blindspot.train.ablation.store;

import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens to trials, from their beginning to their end. A trial is begun by one process only,
 * and one whose process has died is given back.
 *
 * @param owner this process
 */
public record TrialQueue(
    Database database,
    TrialDao rows,
    WorkerId owner,
    InstantSource clock,
    LivenessMonitor silence) {

  /** Begins the next trial of a phase; no other process can begin the same. */
  public Optional<TrialRecord> claim(Phase phase) {
    return database.transaction(
        () -> {
          List<Integer> next =
              database.query(
                  "SELECT id FROM trial WHERE state = 'PENDING' AND phase = ? ORDER BY id LIMIT 1",
                  r -> r.getInt(1),
                  phase.name());
          if (next.isEmpty()) {
            return Optional.empty();
          }
          long now = clock.millis();
          database.update(
              "UPDATE trial SET state = 'RUNNING', owner = ?, host = ?, pid = ?, heartbeat = ?, began = ?,"
                  + " ended = NULL, attempts = attempts + 1 WHERE id = ?",
              owner.name(),
              owner.host(),
              owner.pid(),
              now,
              now,
              next.get(0));
          return rows.where("t.id = ?", next.get(0)).stream().findFirst();
        });
  }

  /** How often a trial was begun. */
  public int attempts(int trial) {
    return database.one("SELECT attempts FROM trial WHERE id = ?", r -> r.getInt(1), trial);
  }

  /** Keeps an epoch; one that is known already (from before a restart) is replaced. */
  public void epoch(int trial, EpochValues e) {
    database.change(
        "INSERT OR REPLACE INTO epoch (trial, epoch, train_loss, validation_loss, validation_accuracy,"
            + " seconds, running_mean) VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT avg(a) FROM (SELECT"
            + " validation_accuracy AS a FROM epoch WHERE trial = ?1 AND epoch < ?2 UNION ALL SELECT ?5)))",
        trial,
        e.epoch(),
        e.trainLoss(),
        e.validationLoss(),
        e.validationAccuracy(),
        e.seconds());
  }

  /**
   * Running means of validation accuracy, up to an epoch, of all other trials of the search that
   * have come as far.
   */
  public List<Double> runningMeans(int trial, int epoch) {
    return database.query(
        // not a join: every row of a trial is pages of scores, which would be read to see its phase
        "SELECT running_mean FROM epoch WHERE epoch = ? AND trial <> ? AND running_mean IS NOT NULL"
            + " AND trial NOT IN (SELECT id FROM trial INDEXED BY trial_state WHERE phase = 'FINAL')",
        r -> r.getDouble(1),
        epoch,
        trial);
  }

  /** Keeps how a trial ended, if it still is this process's; one that was stopped is given back. */
  public void end(int trial, TrialOutcome outcome) {
    if (outcome instanceof TrialOutcome.Complete complete) {
      endAs(trial, State.COMPLETE, "", complete.scores());
    } else if (outcome instanceof TrialOutcome.Pruned pruned) {
      endAs(trial, State.PRUNED, pruned.reason(), null);
    } else if (outcome instanceof TrialOutcome.Failed failed) {
      endAs(trial, State.FAILED, failed.reason(), null);
    } else if (outcome instanceof TrialOutcome.Killed killed) {
      endAs(trial, State.FAILED, killed.reason(), null);
    } else if (outcome instanceof TrialOutcome.Stopped) {
      forgive(trial, owner.name());
    }
  }

  private void endAs(int trial, State state, String reason, @Nullable TrialScores s) {
    database.transaction(
        () -> {
          int ended = endOne(trial, state, reason, s);
          if (ended > 0 && s != null && s.worst().length > 0) {
            database.update(
                "INSERT OR REPLACE INTO worst_place (trial, mean, images) VALUES (?, ?, ?)",
                trial,
                s.worstPlace(),
                TrialDao.bytes(s.worst()));
          }
          return ended;
        });
  }

  private int endOne(int trial, State state, String reason, @Nullable TrialScores s)
      throws SQLException {
    return database.update(
        "UPDATE trial SET state = ?, reason = ?, ended = ?, weights = ?, accuracy = ?, occlusion_auc = ?,"
            + " log_loss = ?, ece = ?, correct = ?, areas = ? WHERE id = ? AND owner = ? AND state ="
            + " 'RUNNING'",
        state.name(),
        reason,
        clock.millis(),
        s == null ? null : s.weights(),
        s == null ? null : s.accuracy(),
        s == null ? null : s.occlusionAuc(),
        s == null ? null : s.logLoss(),
        s == null ? null : s.ece(),
        s == null ? null : TrialDao.bytes(s.correct()),
        s == null ? null : TrialDao.bytes(s.areas()),
        trial,
        owner.name());
  }

  /** Gives a trial of this process back, to be begun again; that it was begun counts. */
  public void giveBack(int trial) {
    release(trial, owner.name(), 0);
  }

  /**
   * Gives a trial back that was stopped for no reason of its own: an ablation that is stopped ever
   * so often must not end its trials.
   */
  private int forgive(int trial, String from) {
    return release(trial, from, 1);
  }

  private int release(int trial, String from, int forgiven) {
    return database.change(
        "UPDATE trial SET state = 'PENDING', owner = NULL, attempts = attempts - ? WHERE id = ? AND owner"
            + " = ? AND state = 'RUNNING'",
        forgiven,
        trial,
        from);
  }

  /** Tells the others that this process lives. */
  void beat() {
    database.change(
        "UPDATE trial SET heartbeat = ? WHERE owner = ? AND state = 'RUNNING'",
        clock.millis(),
        owner.name());
  }

  private record Running(int id, String owner, String host, long pid, long heartbeat) {}

  private List<Running> running() {
    return database.query(
        "SELECT id, owner, host, pid, heartbeat FROM trial WHERE state = 'RUNNING'",
        r -> new Running(r.getInt(1), r.getString(2), r.getString(3), r.getLong(4), r.getLong(5)));
  }

  /** Gives back the trials of dead processes; returns how many. */
  public int reclaim() {
    int reclaimed = 0;
    for (Running trial : running()) {
      boolean silent = silence.isLong(trial.id(), trial.owner(), trial.heartbeat());
      if (!trial.owner().equals(owner.name())
          && (silent || owner.knowsDead(trial.host(), trial.pid()))) {
        reclaimed += forgive(trial.id(), trial.owner());
      }
    }
    return reclaimed;
  }

  /**
   * Whether a trial is running in a process that may live: nothing is known of its death, and by
   * the clocks its heart has beaten lately.
   */
  public boolean isBusy() {
    long lately = LivenessMonitor.DEAD_AFTER.toMillis();
    return running().stream()
        .filter(trial -> !owner.knowsDead(trial.host(), trial.pid()))
        .anyMatch(trial -> Math.abs(clock.millis() - trial.heartbeat()) <= lately);
  }
}
