package dev.blindspot.train.ablation.store;

import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * The tables of {@link TrialStore}. Blobs come last in a row: SQLite reads what stands before them
 * without them.
 */
final class StoreSchema {
  /** Of the tables; SQLite keeps it in the file's head as {@code user_version}. */
  private static final int VERSION = 1;

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
              + " running_mean REAL, PRIMARY KEY (trial, epoch))",
          "CREATE TABLE IF NOT EXISTS worst_place (trial INTEGER PRIMARY KEY, mean REAL NOT NULL,"
              + " images BLOB NOT NULL)",
          "CREATE INDEX IF NOT EXISTS epoch_means ON epoch (epoch, trial, running_mean)",
          "PRAGMA user_version = " + VERSION);

  private StoreSchema() {}

  /**
   * Opens a database with these tables; what is missing is made.
   *
   * @throws UserError if the file has tables of another version, or is damaged
   */
  static Database open(Path file) {
    Database database = Database.open(file);
    try {
      database.transaction(
          () -> {
            requireVersion(database, file);
            for (String table : TABLES) {
              database.update(table);
            }
            return 0;
          });
      return database;
    } catch (UserError e) {
      database.close();
      throw e;
    }
  }

  /**
   * Opens a database that has these tables; nothing is made.
   *
   * @throws UserError if the file has other tables or none, or is damaged
   */
  static Database openReadOnly(Path file) {
    Database database = Database.openReadOnly(file);
    try {
      requireVersion(database, file);
      int tables =
          database.one(
              "SELECT count(*) FROM sqlite_master WHERE name IN ('meta', 'setting', 'parameter', 'trial', 'epoch')",
              r -> r.getInt(1));
      if (tables < 5) {
        throw new UserError(
            "the database %s has no trials: it is empty, or not an ablation's".formatted(file));
      }
      if (database.one(
              "SELECT count(*) FROM sqlite_master WHERE name = 'worst_place'", r -> r.getInt(1))
          == 0) {
        // made before that was measured; the file itself is not written
        database.change("CREATE TEMP TABLE worst_place (trial INTEGER, mean REAL, images BLOB)");
      }
      return database;
    } catch (UserError e) {
      database.close();
      throw e;
    }
  }

  private static void requireVersion(Database database, Path file) {
    int version = database.one("PRAGMA user_version", r -> r.getInt(1));
    int tables = database.one("SELECT count(*) FROM sqlite_master", r -> r.getInt(1));
    if (tables > 0 && version != VERSION) {
      throw new UserError(
          "the database %s was made by another version of Blindspot (its tables have version %d, this one's %d): go on with that version, start again with --force, or give the ablation another name (--set name=...)"
              .formatted(file, version, VERSION));
    }
  }
}
