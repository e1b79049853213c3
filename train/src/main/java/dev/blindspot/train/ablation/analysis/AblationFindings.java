package dev.blindspot.train.ablation.analysis;

import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialSnapshot;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.report.table.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an ablation found out.
 *
 * @param config what was tried
 * @param found the analysis of its trials
 * @param tried the trials
 * @param names of the settings
 */
public record AblationFindings(
    AblationConfig config, Analysis found, TrialSnapshot tried, SettingNames names) {
  private static final int NAMED = 3;

  /** A parameter of "0.00" is none that matters. */
  private static final double LEAST_SAID = 0.005;

  /** One sentence per finding. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        found.ranking().ranked().isEmpty()
            ? "No setting has all of its seeds measured, so nothing can be said about them."
            : best(found.ranking()));
    sentences.add(unranked(found.ranking()));
    sentences.addAll(comparisons());
    sentences.add(importance(found.importance(), found.ranking(), config));
    sentences.add(front(found.front()));
    sentences.add(lost());
    return sentences.stream().filter(s -> !s.isEmpty()).toList();
  }

  private List<String> comparisons() {
    String baseline =
        tried.setting(TrialSetting.BASELINE).map(TrialSetting::name).orElse("the baseline");
    List<String> sentences = new ArrayList<>();
    if (!found.comparisons().isEmpty() && !found.onTest()) {
      sentences.add(
          "There was no final comparison: the settings are compared with "
              + baseline
              + " on the validation images, by which they are also ranked, which flatters the best of them.");
    }
    if (found.overtaken()) {
      sentences.add(
          "The final comparison is of the settings that were best when it began; by trials that ended later, others would have been chosen.");
    }
    found.comparisons().stream()
        .sorted(Comparator.comparingDouble(BaselineComparison::holmP))
        .limit(found.onTest() ? found.comparisons().size() : 2 * NAMED)
        .forEach(c -> sentences.add(c.sentence(names.inSentence(c.setting()), baseline)));
    return sentences;
  }

  private String front(List<SettingResult> front) {
    if (front.isEmpty()) {
      return "";
    }
    return front.size() > 1
        ? "Accuracy and robustness to occlusion pull apart: on validation, no setting beats %s in both, by their means."
            .formatted(listed(front))
        : "On validation, %s is the best in accuracy and in robustness to occlusion at once."
            .formatted(names.inSentence(front.get(0).setting()));
  }

  private static String unranked(SettingRanking ranking) {
    int count = ranking.others().size();
    return count == 0
        ? ""
        : "%d setting%s without a rank, because not all of %s seeds were measured: the mean of those that survive would flatter %s."
            .formatted(
                count,
                count == 1 ? " is" : "s are",
                count == 1 ? "its" : "their",
                count == 1 ? "it" : "them");
  }

  private static String listed(List<SettingResult> results) {
    List<String> names = results.stream().map(r -> r.setting().name()).toList();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private String best(SettingRanking ranking) {
    SettingResult best = ranking.ranked().get(0);
    String text =
        "First of %d settings on the validation images is %s, with %s %s (95 %% interval %s)"
            .formatted(
                ranking.ranked().size(),
                names.inSentence(best.setting()),
                config.objective().text(),
                Numbers.percent(best.objective()),
                Numbers.range(best.interval(), "%"));
    return text
        + ranking
            .baseline()
            .filter(r -> !r.equals(best))
            .map(r -> "; " + r.setting().name() + " has " + Numbers.percent(r.objective()) + ".")
            .orElse(".");
  }

  static String importance(
      Importance.Findings found, SettingRanking ranking, AblationConfig config) {
    if (config.space().isEmpty()) {
      return "";
    }
    if (found.importances().isEmpty()) {
      return "Which parameter matters is not said: that takes %d ranked settings that differ, and there %s."
          .formatted(
              Importance.LEAST_SETTINGS,
              ranking.candidates().size() == 1 ? "is 1" : "are " + ranking.candidates().size());
    }
    if (!found.means()) {
      return "Which parameter matters cannot be told: a random forest does not predict the %s of settings that it has not seen (R\u00b2 %s)."
          .formatted(config.objective().text(), Numbers.fixed(found.r2(), 2));
    }
    if (found.importances().get(0).share() < LEAST_SAID) {
      return "No parameter matters alone: a random forest predicts %s of the variance between unseen settings, and hardly less when any one is shuffled."
          .formatted(Numbers.percent(found.r2()));
    }
    return found.importances().stream()
        .limit(NAMED)
        .filter(i -> i.share() >= LEAST_SAID)
        .map(i -> String.format(Locale.ROOT, "%s (%.2f)", i.parameter().name(), i.share()))
        .collect(
            Collectors.joining(
                ", ",
                "By a random forest that predicts %s of the variance between unseen settings, what matters most is "
                    .formatted(Numbers.percent(found.r2())),
                " (in brackets: by how much R\u00b2 falls when the parameter is shuffled)."));
  }

  private String lost() {
    List<TrialRecord> trials = tried.trials();
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
