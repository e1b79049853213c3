package dev.blindspot.train.ablation.store;

import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings, and the trials that they are to have, as rows of the database.
 *
 * @param file of the database, for messages
 */
record SettingDao(Database database, Path file) {

  /** One setting. */
  TrialSetting one(int id) {
    Map<String, String> values = new LinkedHashMap<>();
    database.query(
        "SELECT key, value FROM parameter WHERE setting = ? ORDER BY position",
        r -> values.put(r.getString(1), r.getString(2)),
        id);
    return database.one(
        "SELECT name FROM setting WHERE id = ?",
        r -> new TrialSetting(id, r.getString(1), values),
        id);
  }

  /** All settings by id. */
  List<TrialSetting> all() {
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
   * Keeps a setting and its trials; what is there already stays as it is.
   *
   * @throws UserError if there is another setting by that id
   */
  void add(TrialSetting setting, List<Long> seeds, Phase phase) {
    database.transaction(
        () -> {
          boolean isNew =
              database.update(
                      "INSERT OR IGNORE INTO setting (id, name) VALUES (?, ?)",
                      setting.id(),
                      setting.name())
                  == 1;
          if (isNew) {
            addValues(setting);
          } else {
            requireSame(setting);
          }
          for (long seed : seeds) {
            // not INSERT OR IGNORE, which uses ids up
            database.update(
                "INSERT INTO trial (setting, seed, phase, state) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS"
                    + " (SELECT 1 FROM trial WHERE setting = ?1 AND seed = ?2 AND phase = ?3)",
                setting.id(),
                seed,
                phase.name(),
                State.PENDING.name());
          }
          return 0;
        });
  }

  private void addValues(TrialSetting setting) throws SQLException {
    int position = 0;
    for (Map.Entry<String, String> each : setting.values().entrySet()) {
      database.update(
          "INSERT INTO parameter (setting, position, key, value) VALUES (?, ?, ?, ?)",
          setting.id(),
          position++,
          each.getKey(),
          each.getValue());
    }
  }

  private void requireSame(TrialSetting setting) {
    Map<String, String> known = one(setting.id()).values();
    if (!known.equals(setting.values())) {
      throw new UserError(
          "%s holds another sequence of settings (number %d is %s there and %s now): it was made by another configuration or version. Start again with --force, or give the ablation another name (--set name=...)."
              .formatted(file, setting.id(), known, setting.values()));
    }
  }
}
