package dev.blindspot.train.ablation;

import dev.blindspot.train.config.UserError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * A SQLite file that several processes may use: one at a time changes it, the others wait. Not
 * thread-safe.
 */
final class Database implements AutoCloseable {
  private static final int WAIT_MILLIS = 60_000;

  private final Path file;
  private final Connection connection;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** What a transaction does. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /** What becomes of a row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * Opens or makes a file.
   *
   * @param tables statements that make what is missing
   */
  static Database open(Path file, List<String> tables) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setBusyTimeout(WAIT_MILLIS);
    try {
      Database database = new Database(file, config.createConnection("jdbc:sqlite:" + file));
      database.transaction(
          () -> {
            for (String table : tables) {
              database.update(table);
            }
            return 0;
          });
      return database;
    } catch (SQLException e) {
      throw new UserError("the database " + file + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** All of it or nothing; inside of another transaction it is a part of that. */
  <T> T transaction(Work<T> work) {
    try {
      if (!connection.getAutoCommit()) {
        return work.run();
      }
      connection.setAutoCommit(false);
      try {
        T result = work.run();
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Changes rows; returns how many. */
  int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** Reads rows. */
  <T> List<T> query(String sql, Row<T> row, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.of(result));
      }
      return rows;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private UserError failure(SQLException e) {
    return new UserError("the database " + file + " cannot be used: " + e.getMessage(), e);
  }
}
