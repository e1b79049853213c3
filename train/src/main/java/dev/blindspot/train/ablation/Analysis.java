package dev.blindspot.train.ablation;

import dev.blindspot.train.config.AblationConfig;
import java.util.List;
import java.util.Set;

/**
 * What the trials of an ablation say together.
 *
 * @param ranking by the validation pictures
 * @param comparisons with the baseline, one per setting and measure
 * @param onTest whether the comparisons are on pictures that no choice was made by
 * @param overtaken whether trials that ended after the finalists were chosen would have changed the
 *     choice
 * @param table the ranked settings as numbers
 * @param importance of the parameters
 * @param front ranked settings that no other one beats in accuracy and robustness at once
 */
record Analysis(
    Ranking ranking,
    List<BaselineComparison> comparisons,
    boolean onTest,
    boolean overtaken,
    ParameterTable table,
    Importance.Findings importance,
    List<SettingResult> front) {

  /**
   * @param finalists ids of the settings of the final comparison; empty when there was none
   */
  static Analysis of(AblationConfig config, Tried tried, List<Integer> finalists) {
    Ranking ranking = Ranking.of(config, tried);
    List<BaselineComparison> last = BaselineComparison.last(config, tried);
    boolean onTest = !last.isEmpty();
    ParameterTable table = ParameterTable.of(config.space(), ranking);
    return new Analysis(
        ranking,
        onTest ? last : BaselineComparison.ranked(config, tried, ranking),
        onTest,
        isOvertaken(config, tried, ranking, finalists),
        table,
        Importance.of(table, config.seed()),
        Pareto.front(ranking.ranked()));
  }

  private static boolean isOvertaken(
      AblationConfig config, Tried tried, Ranking ranking, List<Integer> finalists) {
    AblationConfig.Final last = config.last();
    return last != null
        && !finalists.isEmpty()
        && !Finalists.best(last, tried, ranking).stream()
            .map(TrialSetting::id)
            .allMatch(Set.copyOf(finalists)::contains);
  }
}
