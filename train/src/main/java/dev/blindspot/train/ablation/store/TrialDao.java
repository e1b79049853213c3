package dev.blindspot.train.ablation.store;

import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trials as rows of the database.
 *
 * @param clock tells how long a running trial has been running
 */
record TrialDao(Database database, InstantSource clock) {
  private static final String SELECT =
      "SELECT t.id, t.setting, t.seed, t.phase, t.state, t.reason, t.began, t.ended, t.weights, t.accuracy,"
          + " t.occlusion_auc, t.log_loss, t.ece, t.correct, t.areas,"
          + " (SELECT count(*) FROM epoch e WHERE e.trial = t.id),"
          + " (SELECT max(validation_accuracy) FROM epoch e WHERE e.trial = t.id),"
          + " (SELECT mean FROM worst_place w WHERE w.trial = t.id),"
          + " (SELECT images FROM worst_place w WHERE w.trial = t.id) FROM trial t ";

  /**
   * Trials by id.
   *
   * @param where a condition on {@code t} with {@code values}
   */
  List<TrialRecord> where(String where, @Nullable Object... values) {
    return database.query(SELECT + "WHERE " + where + " ORDER BY t.id", this::trial, values);
  }

  /** Trials whose rows are all read. */
  List<TrialRecord> all() {
    return where("1");
  }

  private TrialRecord trial(ResultSet r) throws SQLException {
    State state = State.valueOf(r.getString(5));
    long began = r.getLong(7);
    long ended = r.getLong(8) == 0 ? clock.millis() : r.getLong(8);
    return new TrialRecord(
        r.getInt(1),
        r.getInt(2),
        r.getLong(3),
        Phase.valueOf(r.getString(4)),
        state,
        r.getString(6),
        r.getInt(16),
        number(r, 17),
        began == 0 ? 0 : Math.max(0, ended - began) / 1e3, // clocks are set back at times
        state == State.COMPLETE ? scores(r) : null);
  }

  private static TrialScores scores(ResultSet r) throws SQLException {
    return new TrialScores(
        r.getString(9),
        number(r, 10),
        number(r, 11),
        number(r, 12),
        number(r, 13),
        doubles(r.getBytes(14)),
        doubles(r.getBytes(15)),
        number(r, 18),
        r.getBytes(19) == null ? new double[0] : doubles(r.getBytes(19)));
  }

  /** SQLite keeps NaN as NULL, which would be read as 0. */
  static double number(ResultSet r, int column) throws SQLException {
    double value = r.getDouble(column);
    return r.wasNull() ? Double.NaN : value;
  }

  static byte[] bytes(double[] values) {
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
