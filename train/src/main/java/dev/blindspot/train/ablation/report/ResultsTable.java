package dev.blindspot.train.ablation.report;

import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialSnapshot;
import dev.blindspot.train.io.TableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code results.csv}: one row per trial. After the fixed columns comes one for every varied key of
 * the run; it is empty where the setting does not say it.
 */
final class ResultsTable {
  private static final List<String> FIXED =
      List.of(
          "trial",
          "phase",
          "setting",
          "name",
          "seed",
          "state",
          "epochs",
          "best_validation_accuracy",
          "accuracy",
          "occlusion_auc",
          "log_loss",
          "ece",
          "worst_place",
          "seconds",
          "first_weights",
          "reason");

  private ResultsTable() {}

  static String of(TrialSnapshot tried) {
    Map<Integer, TrialSetting> settings =
        tried.settings().stream().collect(Collectors.toMap(TrialSetting::id, Function.identity()));
    Set<String> keys = new LinkedHashSet<>();
    settings.values().forEach(setting -> keys.addAll(setting.values().keySet()));
    List<String> header = new ArrayList<>(FIXED);
    header.addAll(keys);
    StringBuilder text = new StringBuilder();
    try (TableWriter out = new TableWriter(text, header)) {
      for (TrialRecord trial : tried.trials()) {
        TrialSetting setting = settings.get(trial.setting());
        if (setting != null) {
          out.row(row(trial, setting, keys).toArray());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static List<String> row(TrialRecord t, TrialSetting setting, Set<String> keys) {
    TrialScores s = t.scores();
    List<String> row = new ArrayList<>();
    row.add(Integer.toString(t.id()));
    row.add(lower(t.phase()));
    row.add(Integer.toString(t.setting()));
    row.add(setting.name());
    row.add(Long.toString(t.seed()));
    row.add(lower(t.state()));
    row.add(Integer.toString(t.epochs()));
    row.add(number(t.bestValidation()));
    row.add(number(s == null ? Double.NaN : s.accuracy()));
    row.add(number(s == null ? Double.NaN : s.occlusionAuc()));
    row.add(number(s == null ? Double.NaN : s.logLoss()));
    row.add(number(s == null ? Double.NaN : s.ece()));
    row.add(number(s == null ? Double.NaN : s.worstPlace()));
    row.add(t.state().hasEnded() ? number(t.seconds()) : "");
    row.add(s == null ? "" : s.weights());
    row.add(t.reason());
    keys.forEach(key -> row.add(setting.values().getOrDefault(key, "")));
    return row;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }
}
