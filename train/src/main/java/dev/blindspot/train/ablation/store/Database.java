package dev.blindspot.train.ablation.store;

import dev.blindspot.train.error.UserError;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
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
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A SQLite file that several processes may use: one at a time changes it, the others wait; the
 * threads of this process take turns.
 */
public final class Database implements AutoCloseable {
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

  /** Opens or makes a file. */
  static Database open(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setBusyTimeout(WAIT_MILLIS);
    try {
      return new Database(file, config.createConnection("jdbc:sqlite:" + file));
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /**
   * Opens a file that is there for reading. Where nobody is at work (there is no write-ahead log
   * beside it), its folder need not be writable: SQLite would make files beside it otherwise.
   */
  static Database openReadOnly(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(WAIT_MILLIS);
    String mode = Files.exists(Path.of(file + "-wal")) ? "mode=ro" : "immutable=1";
    try {
      return new Database(
          file,
          config.createConnection(
              "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath() + "?" + mode));
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** All of it or nothing; inside of another transaction it is a part of that. */
  synchronized <T> T transaction(Work<T> work) {
    try {
      if (!connection.getAutoCommit()) {
        return work.run();
      }
      connection.setAutoCommit(false);
      T result;
      try {
        result = work.run();
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        undo(e);
        throw e;
      }
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** SQLite ends a transaction by itself when the disk is full: then there is none to undo. */
  private void undo(Exception because) {
    for (Undo each : List.<Undo>of(connection::rollback, () -> connection.setAutoCommit(true))) {
      try {
        each.run();
      } catch (SQLException e) {
        because.addSuppressed(e);
      }
    }
  }

  private interface Undo {
    void run() throws SQLException;
  }

  /** Changes rows; returns how many. Inside of a transaction. */
  int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** One change that is a transaction by itself; returns the number of changed rows. */
  int change(String sql, @Nullable Object... values) {
    return transaction(() -> update(sql, values));
  }

  /** Reads rows. */
  synchronized <T> List<T> query(String sql, Row<T> row, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.of(result));
      }
      return rows;
    } catch (SQLException e) {
      throw failure(file, e);
    } catch (IllegalArgumentException | NullPointerException | BufferUnderflowException e) {
      throw foreign(e);
    }
  }

  /** Reads the only row of a query that always has one. */
  <T> T one(String sql, Row<T> row, @Nullable Object... values) {
    return query(sql, row, values).get(0);
  }

  /** Of a value that Blindspot never writes. */
  UserError foreign(RuntimeException cause) {
    return new UserError(
        "the database %s holds values that Blindspot does not write (%s): put a copy of it back, or start again with --force"
            .formatted(file, cause.getMessage()),
        cause);
  }

  private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** Whether an error says that the file is no database any more. */
  public static boolean isDamage(UserError error) {
    return error.getCause() instanceof SQLiteException e && isDamage(code(e));
  }

  private static boolean isDamage(SQLiteErrorCode code) {
    return code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
  }

  /** The kind of an error; extended codes have their kind in the lowest byte. */
  private static SQLiteErrorCode code(SQLiteException e) {
    return SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xff);
  }

  private static UserError failure(Path file, SQLException e) {
    return new UserError("the database %s %s".formatted(file, advice(e)), e);
  }

  private static String advice(SQLException e) {
    if (!(e instanceof SQLiteException known)) {
      return "cannot be used: " + e.getMessage();
    }
    SQLiteErrorCode code = code(known);
    if (isDamage(code)) {
      return "is damaged: put a copy of it back, or start again with --force. " + e.getMessage();
    }
    return switch (code) {
      case SQLITE_FULL ->
          "cannot be written because the disk is full: make room and go on with --resume. Nothing that was finished is lost.";
      case SQLITE_IOERR ->
          "cannot be read or written: see whether its disk is full or gone, then go on with --resume. "
              + e.getMessage();
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
          "cannot be written: see who may write it and its folder. " + e.getMessage();
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "has been held by another process for more than %d s: end that one, then go on with --resume"
              .formatted(WAIT_MILLIS / 1000);
      default -> "cannot be used: " + e.getMessage();
    };
  }
}
