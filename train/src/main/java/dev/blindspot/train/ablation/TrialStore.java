package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.Trial.Phase;
import dev.blindspot.train.ablation.Trial.State;
import dev.blindspot.train.ablation.TrialRunner.EpochValues;
import dev.blindspot.train.config.UserError;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an ablation knows, in a SQLite database that any number of processes of a machine may work
 * on. Every change is one transaction: whoever is killed leaves the state before or after it.
 * Trials are begun by one process only, and one whose process has died is given back.
 */
public final class TrialStore implements AutoCloseable {
  /** The database in the folder of an ablation. */
  public static final String FILE = "ablation.db";

  /** A process whose heart has not beaten for so long is taken for dead. */
  static final Duration DEAD_AFTER = Duration.ofSeconds(60);

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
          "CREATE TABLE IF NOT EXISTS setting (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
          "CREATE TABLE IF NOT EXISTS parameter (setting INTEGER NOT NULL, position INTEGER NOT NULL,"
              + " key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (setting, position))",
          "CREATE TABLE IF NOT EXISTS trial (id INTEGER PRIMARY KEY AUTOINCREMENT, setting INTEGER NOT NULL,"
              + " seed INTEGER NOT NULL, phase TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',"
              + " owner TEXT, host TEXT, pid INTEGER, heartbeat INTEGER, began INTEGER, ended INTEGER,"
              + " attempts INTEGER NOT NULL DEFAULT 0, weights TEXT, accuracy REAL, occlusion_auc REAL,"
              + " log_loss REAL, ece REAL, correct BLOB, areas BLOB, UNIQUE (setting, seed, phase))",
          "CREATE INDEX IF NOT EXISTS trial_state ON trial (state, phase, id)",
          "CREATE TABLE IF NOT EXISTS epoch (trial INTEGER NOT NULL, epoch INTEGER NOT NULL,"
              + " train_loss REAL, validation_loss REAL, validation_accuracy REAL, seconds REAL,"
              + " PRIMARY KEY (trial, epoch))");

  private final Path file;
  private final Owner owner;
  private final InstantSource clock;
  private final Database database;

  private TrialStore(Path file, Owner owner, InstantSource clock, Database database) {
    this.file = file;
    this.owner = owner;
    this.clock = clock;
    this.database = database;
  }

  /** Opens or makes the database of an ablation's folder. */
  public static TrialStore open(Path folder) {
    return open(folder, Owner.ofThisProcess(), InstantSource.system());
  }

  static TrialStore open(Path folder, Owner owner, InstantSource clock) {
    Path file = folder.resolve(FILE);
    return new TrialStore(file, owner, clock, Database.open(file, TABLES));
  }

  // ---- what is asked ----

  /** A text kept under a name; null when there is none. */
  public synchronized @Nullable String meta(String key) {
    List<String> found =
        database.query("SELECT value FROM meta WHERE key = ?", r -> r.getString(1), key);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Keeps a text under a name. */
  synchronized void setMeta(String key, String value) {
    database.transaction(
        () ->
            database.update("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", key, value));
  }

  /** One setting. */
  synchronized TrialSetting setting(int id) {
    Map<String, String> values = new LinkedHashMap<>();
    database.query(
        "SELECT key, value FROM parameter WHERE setting = ? ORDER BY position",
        r -> values.put(r.getString(1), r.getString(2)),
        id);
    return database
        .query(
            "SELECT name FROM setting WHERE id = ?",
            r -> new TrialSetting(id, r.getString(1), values),
            id)
        .get(0);
  }

  /** All settings by id. */
  public synchronized List<TrialSetting> settings() {
    Map<Integer, Map<String, String>> values = new LinkedHashMap<>();
    database.query(
        "SELECT setting, key, value FROM parameter ORDER BY setting, position",
        r ->
            values
                .computeIfAbsent(r.getInt(1), id -> new LinkedHashMap<>())
                .put(r.getString(2), r.getString(3)));
    return database.query(
        "SELECT id, name FROM setting ORDER BY id",
        r ->
            new TrialSetting(
                r.getInt(1), r.getString(2), values.getOrDefault(r.getInt(1), Map.of())));
  }

  /**
   * Keeps a setting and its trials.
   *
   * @throws UserError if the store knows another setting by that id
   */
  synchronized void add(TrialSetting setting, List<Long> seeds, Phase phase) {
    database.transaction(
        () -> {
          if (database.update(
                  "INSERT OR IGNORE INTO setting (id, name) VALUES (?, ?)",
                  setting.id(),
                  setting.name())
              == 1) {
            int position = 0;
            for (Map.Entry<String, String> each : setting.values().entrySet()) {
              database.update(
                  "INSERT INTO parameter (setting, position, key, value) VALUES (?, ?, ?, ?)",
                  setting.id(),
                  position++,
                  each.getKey(),
                  each.getValue());
            }
          } else {
            requireSame(setting);
          }
          for (long seed : seeds) {
            database.update(
                "INSERT OR IGNORE INTO trial (setting, seed, phase, state) VALUES (?, ?, ?, ?)",
                setting.id(),
                seed,
                phase.name(),
                State.PENDING.name());
          }
          return 0;
        });
  }

  private void requireSame(TrialSetting setting) {
    Map<String, String> known = setting(setting.id()).values();
    if (!known.equals(setting.values())) {
      throw new UserError(
          "%s holds another sequence of settings (number %d is %s there and %s now): it was made by another configuration or version. Start again with --force, or give the ablation another name (--set name=...)."
              .formatted(file, setting.id(), known, setting.values()));
    }
  }

  /** All trials in order. */
  public synchronized List<Trial> trials() {
    return database.query(TRIALS + " ORDER BY t.id", this::trial);
  }

  private static final String TRIALS =
      "SELECT t.id, t.setting, t.seed, t.phase, t.state, t.reason, t.began, t.ended, t.weights, t.accuracy,"
          + " t.occlusion_auc, t.log_loss, t.ece, t.correct, t.areas,"
          + " (SELECT count(*) FROM epoch e WHERE e.trial = t.id),"
          + " (SELECT max(validation_accuracy) FROM epoch e WHERE e.trial = t.id) FROM trial t";

  private Trial trial(ResultSet r) throws SQLException {
    State state = State.valueOf(r.getString(5));
    long began = r.getLong(7);
    long ended = r.getLong(8) == 0 ? clock.millis() : r.getLong(8);
    return new Trial(
        r.getInt(1),
        r.getInt(2),
        r.getLong(3),
        Phase.valueOf(r.getString(4)),
        state,
        r.getString(6),
        r.getInt(16),
        number(r, 17),
        began == 0 ? 0 : (ended - began) / 1e3,
        state == State.COMPLETE ? scores(r) : null);
  }

  private static Scores scores(ResultSet r) throws SQLException {
    return new Scores(
        r.getString(9),
        number(r, 10),
        number(r, 11),
        number(r, 12),
        number(r, 13),
        doubles(r.getBytes(14)),
        doubles(r.getBytes(15)));
  }

  /** SQLite keeps NaN as NULL, which would be read as 0. */
  private static double number(ResultSet r, int column) throws SQLException {
    double value = r.getDouble(column);
    return r.wasNull() ? Double.NaN : value;
  }

  /** Number of trials of a phase in a state. */
  synchronized int count(Phase phase, State state) {
    return database
        .query(
            "SELECT count(*) FROM trial WHERE phase = ? AND state = ?",
            r -> r.getInt(1),
            phase.name(),
            state.name())
        .get(0);
  }

  /** Number of trials of a phase that were begun. */
  synchronized int begun(Phase phase) {
    return database
        .query(
            "SELECT count(*) FROM trial WHERE phase = ? AND state <> 'PENDING'",
            r -> r.getInt(1),
            phase.name())
        .get(0);
  }

  /**
   * Running means of validation accuracy, up to an epoch, of all other trials of the search that
   * have come as far.
   */
  synchronized List<Double> runningMeans(int trial, int epoch) {
    return database.query(
        "SELECT avg(e.validation_accuracy) FROM epoch e JOIN trial t ON t.id = e.trial WHERE e.trial <> ?"
            + " AND e.epoch <= ? AND t.phase = 'SEARCH' GROUP BY e.trial"
            + " HAVING max(e.epoch) = ? AND avg(e.validation_accuracy) IS NOT NULL",
        r -> r.getDouble(1),
        trial,
        epoch,
        epoch);
  }

  // ---- what happens ----

  /** Begins the next trial of a phase; no other process can begin the same. */
  synchronized Optional<Trial> claim(Phase phase) {
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
          database.update(
              "UPDATE trial SET state = 'RUNNING', owner = ?, host = ?, pid = ?, heartbeat = ?, began = ?,"
                  + " ended = NULL, attempts = attempts + 1 WHERE id = ?",
              owner.name(),
              owner.host(),
              owner.pid(),
              clock.millis(),
              clock.millis(),
              next.get(0));
          return database.query(TRIALS + " WHERE t.id = ?", this::trial, next.get(0)).stream()
              .findFirst();
        });
  }

  /** How often a trial was begun. */
  synchronized int attempts(int trial) {
    return database
        .query("SELECT attempts FROM trial WHERE id = ?", r -> r.getInt(1), trial)
        .get(0);
  }

  /** Keeps an epoch; one that is known already (from before a restart) is replaced. */
  synchronized void epoch(int trial, EpochValues e) {
    database.transaction(
        () ->
            database.update(
                "INSERT OR REPLACE INTO epoch (trial, epoch, train_loss, validation_loss, validation_accuracy,"
                    + " seconds) VALUES (?, ?, ?, ?, ?, ?)",
                trial,
                e.epoch(),
                e.trainLoss(),
                e.validationLoss(),
                e.validationAccuracy(),
                e.seconds()));
  }

  /** Keeps how a trial ended, if it still is this process's. */
  synchronized void end(int trial, TrialOutcome outcome) {
    if (outcome instanceof TrialOutcome.Complete complete) {
      Scores s = complete.scores();
      endAs(trial, State.COMPLETE, "", s);
    } else if (outcome instanceof TrialOutcome.Pruned pruned) {
      endAs(trial, State.PRUNED, pruned.reason(), null);
    } else if (outcome instanceof TrialOutcome.Failed failed) {
      endAs(trial, State.FAILED, failed.reason(), null);
    } else if (outcome instanceof TrialOutcome.Killed killed) {
      endAs(trial, State.FAILED, killed.reason(), null);
    }
  }

  private void endAs(int trial, State state, String reason, @Nullable Scores s) {
    database.transaction(
        () ->
            database.update(
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
                s == null ? null : bytes(s.correct()),
                s == null ? null : bytes(s.areas()),
                trial,
                owner.name()));
  }

  /** Gives a trial of this process back, to be begun again. */
  synchronized void giveBack(int trial) {
    database.transaction(
        () ->
            database.update(
                "UPDATE trial SET state = 'PENDING', owner = NULL WHERE id = ? AND owner = ? AND state = 'RUNNING'",
                trial,
                owner.name()));
  }

  /** Tells the others that this process lives. */
  synchronized void beat() {
    database.transaction(
        () ->
            database.update(
                "UPDATE trial SET heartbeat = ? WHERE owner = ? AND state = 'RUNNING'",
                clock.millis(),
                owner.name()));
  }

  /** Gives back the trials of dead processes; returns how many. */
  synchronized int reclaim() {
    return database.transaction(
        () -> {
          record Running(int id, String owner, String host, long pid, long heartbeat) {}
          List<Running> running =
              database.query(
                  "SELECT id, owner, host, pid, heartbeat FROM trial WHERE state = 'RUNNING'",
                  r ->
                      new Running(
                          r.getInt(1), r.getString(2), r.getString(3), r.getLong(4), r.getLong(5)));
          int reclaimed = 0;
          for (Running trial : running) {
            boolean silent = clock.millis() - trial.heartbeat() > DEAD_AFTER.toMillis();
            if (!trial.owner().equals(owner.name())
                && (silent || owner.knowsDead(trial.host(), trial.pid()))) {
              reclaimed +=
                  database.update(
                      "UPDATE trial SET state = 'PENDING', owner = NULL WHERE id = ? AND owner = ?",
                      trial.id(),
                      trial.owner());
            }
          }
          return reclaimed;
        });
  }

  /** Whether a trial is running in a process that lives. */
  synchronized boolean isBusy() {
    reclaim();
    return !database
        .query("SELECT id FROM trial WHERE state = 'RUNNING'", r -> r.getInt(1))
        .isEmpty();
  }

  @Override
  public synchronized void close() {
    database.close();
  }

  private static byte[] bytes(double[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * Double.BYTES);
    buffer.asDoubleBuffer().put(values);
    return buffer.array();
  }

  private static double[] doubles(byte[] bytes) {
    double[] values = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
    return values;
  }
}
