package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.Trial.Phase;
import dev.blindspot.train.ablation.Trial.State;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an ablation found out, one sentence per finding. */
final class Findings {
  private static final int NAMED = 3;

  private Findings() {}

  static List<String> of(
      AblationConfig config,
      List<SettingResult> ranking,
      List<BaselineComparison> comparisons,
      boolean onTest,
      Importance.Findings importance,
      List<SettingResult> front,
      List<Trial> trials,
      String baseline) {
    List<String> sentences = new ArrayList<>();
    if (ranking.isEmpty() || ranking.get(0).complete() == 0) {
      sentences.add("No trial was measured, so nothing can be said about the settings.");
    } else {
      sentences.add(best(config, ranking));
    }
    if (!comparisons.isEmpty() && !onTest) {
      sentences.add(
          "There was no final comparison: the settings are compared with "
              + baseline
              + " on the validation pictures, by which they are also ranked, which flatters the best of them.");
    }
    comparisons.stream()
        .sorted((a, b) -> Double.compare(a.holmP(), b.holmP()))
        .limit(onTest ? comparisons.size() : 2 * NAMED)
        .forEach(c -> sentences.add(c.sentence(baseline)));
    sentences.add(importance(importance, ranking, config));
    if (front.size() > 1) {
      sentences.add(
          "Accuracy and robustness to occlusion pull apart: on validation, no setting beats %s in both, by their means."
              .formatted(names(front)));
    } else if (front.size() == 1) {
      sentences.add(
          "On validation, %s is the best in accuracy and in robustness to occlusion at once."
              .formatted(front.get(0).setting().name()));
    }
    sentences.add(lost(trials));
    return sentences.stream().filter(s -> !s.isEmpty()).toList();
  }

  private static String names(List<SettingResult> results) {
    List<String> names = results.stream().map(r -> r.setting().name()).toList();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private static String best(AblationConfig config, List<SettingResult> ranking) {
    SettingResult best = ranking.get(0);
    String text =
        "First of %d settings on the validation pictures is %s (%s), with %s %s (95 %% interval %s)"
            .formatted(
                ranking.size(),
                best.setting().name(),
                best.setting().describe(),
                config.objective().text(),
                Numbers.percent(best.objective()),
                Numbers.range(best.interval(), "%"));
    return text
        + ranking.stream()
            .skip(1)
            .filter(r -> r.setting().id() == TrialSetting.BASELINE && r.complete() > 0)
            .findFirst()
            .map(r -> "; " + r.setting().name() + " has " + Numbers.percent(r.objective()) + ".")
            .orElse(".");
  }

  private static String importance(
      Importance.Findings found, List<SettingResult> ranking, AblationConfig config) {
    if (config.space().isEmpty()) {
      return "";
    }
    if (found.importances().isEmpty()) {
      return "Which parameter matters is not said: that takes %d measured settings that differ, and there are %d."
          .formatted(
              Importance.LEAST_SETTINGS,
              ranking.stream()
                  .filter(r -> r.complete() > 0 && r.setting().id() != TrialSetting.BASELINE)
                  .count());
    }
    if (!found.means()) {
      return "Which parameter matters cannot be told: a random forest does not predict the %s of settings that it has not seen (R\u00b2 %s)."
          .formatted(config.objective().text(), Numbers.fixed(found.r2(), 2));
    }
    return found.importances().stream()
        .limit(NAMED)
        .filter(i -> i.share() > 0)
        .map(i -> String.format(Locale.ROOT, "%s (%.2f)", i.parameter().name(), i.share()))
        .collect(
            Collectors.joining(
                ", ",
                "By a random forest that predicts %s of the variance between unseen settings, what matters most is "
                    .formatted(Numbers.percent(found.r2())),
                " (in brackets: by how much R\u00b2 falls when the parameter is shuffled)."));
  }

  private static String lost(List<Trial> trials) {
    long pruned = trials.stream().filter(t -> t.state() == State.PRUNED).count();
    long failed = trials.stream().filter(t -> t.state() == State.FAILED).count();
    long open =
        trials.stream().filter(t -> !t.state().hasEnded() && t.phase() == Phase.SEARCH).count();
    List<String> parts = new ArrayList<>();
    if (pruned > 0) {
      parts.add(pruned + (pruned == 1 ? " was pruned" : " were pruned"));
    }
    if (failed > 0) {
      parts.add(failed + " failed");
    }
    if (open > 0) {
      parts.add(open + (open == 1 ? " was" : " were") + " not begun within the budget");
    }
    return parts.isEmpty()
        ? ""
        : "Of %d trials, %s.".formatted(trials.size(), String.join(" and ", parts));
  }
}
