package dev.blindspot.train.ablation.store;

import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an ablation knows, in a SQLite database that any number of processes of a machine may work
 * on. Every change is one transaction: whoever is killed leaves the state before or after it.
 */
public final class TrialStore implements AutoCloseable {
  /** The database in the folder of an ablation. */
  public static final String FILE = "ablation.db";

  private static final String FINALISTS = "finalists";

  private final Database database;
  private final SettingDao settings;
  private final TrialDao trials;
  private final TrialQueue queue;

  private TrialStore(Database database, SettingDao settings, TrialDao trials, TrialQueue queue) {
    this.database = database;
    this.settings = settings;
    this.trials = trials;
    this.queue = queue;
  }

  /**
   * Opens or makes the database of an ablation's folder.
   *
   * @throws UserError if it cannot be used
   */
  public static TrialStore open(Path folder) {
    return open(folder, WorkerId.ofThisProcess(), InstantSource.system(), System::nanoTime);
  }

  /**
   * Opens the database of an ablation's folder for reading; nothing is made or changed.
   *
   * @throws UserError if it cannot be read
   */
  public static TrialStore openReadOnly(Path folder) {
    Path file = folder.resolve(FILE);
    return of(
        StoreSchema.openReadOnly(file),
        file,
        WorkerId.ofThisProcess(),
        InstantSource.system(),
        System::nanoTime);
  }

  /**
   * @param clock tells the time of day, which is stored
   * @param nanos a stopwatch, by which others are taken for dead
   */
  static TrialStore open(Path folder, WorkerId owner, InstantSource clock, LongSupplier nanos) {
    Path file = folder.resolve(FILE);
    return of(StoreSchema.open(file), file, owner, clock, nanos);
  }

  private static TrialStore of(
      Database database, Path file, WorkerId owner, InstantSource clock, LongSupplier nanos) {
    TrialDao trials = new TrialDao(database, clock);
    return new TrialStore(
        database,
        new SettingDao(database, file),
        trials,
        new TrialQueue(database, trials, owner, clock, new LivenessMonitor(nanos)));
  }

  /** A text kept under a name; null when there is none. */
  public @Nullable String meta(String key) {
    List<String> found =
        database.query("SELECT value FROM meta WHERE key = ?", r -> r.getString(1), key);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Keeps a text under a name. */
  public void setMeta(String key, String value) {
    database.change("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", key, value);
  }

  /** One setting. */
  public TrialSetting setting(int id) {
    return settings.one(id);
  }

  /** All settings by id. */
  public List<TrialSetting> settings() {
    return settings.all();
  }

  /**
   * Keeps a setting and its trials; what is there already stays as it is.
   *
   * @throws UserError if the store knows another setting by that id
   */
  public void add(TrialSetting setting, List<Long> seeds, Phase phase) {
    settings.add(setting, seeds, phase);
  }

  /** All trials in order. */
  public List<TrialRecord> trials() {
    return trials.all();
  }

  /** The trials of a setting in a phase. */
  public List<TrialRecord> trials(int setting, Phase phase) {
    return trials.where("t.setting = ? AND t.phase = ?", setting, phase.name());
  }

  /** Begins and ends trials. */
  public TrialQueue queue() {
    return queue;
  }

  /** How far the ablation is, without the scores of single images. */
  public Overview overview() {
    return Overview.of(database, trials);
  }

  /** Number of trials of a phase in a state. */
  public int count(Phase phase, State state) {
    return database.one(
        "SELECT count(*) FROM trial WHERE phase = ? AND state = ?",
        r -> r.getInt(1),
        phase.name(),
        state.name());
  }

  /** Number of trials of a phase that were begun. */
  public int begun(Phase phase) {
    return Stream.of(State.values())
        .filter(state -> state != State.PENDING)
        .mapToInt(state -> count(phase, state))
        .sum();
  }

  /** Ids of the settings that were chosen for the final comparison; empty before the choice. */
  public Optional<List<Integer>> finalists() {
    return Optional.ofNullable(meta(FINALISTS)).map(this::ids);
  }

  private List<Integer> ids(String text) {
    try {
      return Stream.of(text.split(" ", -1)).map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw database.foreign(e);
    }
  }

  /**
   * Chooses the settings of the final comparison and keeps them with their trials, unless that was
   * done before: a resumed ablation compares the same ones, whatever else has ended since.
   */
  public void freezeFinalists(List<TrialSetting> chosen, List<Long> seeds) {
    database.transaction(
        () -> {
          if (finalists().isEmpty() && !chosen.isEmpty()) {
            setMeta(
                FINALISTS,
                chosen.stream()
                    .map(s -> Integer.toString(s.id()))
                    .collect(Collectors.joining(" ")));
            for (TrialSetting setting : chosen) {
              add(setting, seeds, Phase.FINAL);
            }
          }
          return 0;
        });
  }

  @Override
  public void close() {
    database.close();
  }
}
