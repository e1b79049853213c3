package dev.blindspot.train.ablation.analysis;

import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialSnapshot;
import dev.blindspot.train.config.AblationConfig;
import java.util.List;
import java.util.Set;

/**
 * What the trials of an ablation say together.
 *
 * @param ranking by the validation images
 * @param comparisons with the baseline, one per setting and measure
 * @param onTest whether the comparisons are on images that no choice was made by
 * @param overtaken whether trials that ended after the finalists were chosen would have changed the
 *     choice
 * @param table the ranked settings as numbers
 * @param importance of the parameters
 * @param front ranked settings that no other one beats in accuracy and robustness at once
 */
public record Analysis(
    SettingRanking ranking,
    List<BaselineComparison> comparisons,
    boolean onTest,
    boolean overtaken,
    ParameterTable table,
    Importance.Findings importance,
    List<SettingResult> front) {

  /**
   * Everything that a report says of the trials so far.
   *
   * @param finalists ids of the settings of the final comparison; empty when there was none
   */
  public static Analysis of(AblationConfig config, TrialSnapshot tried, List<Integer> finalists) {
    SettingRanking ranking = SettingRanking.of(config, tried);
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
        ParetoFront.front(ranking.ranked()));
  }

  private static boolean isOvertaken(
      AblationConfig config, TrialSnapshot tried, SettingRanking ranking, List<Integer> finalists) {
    AblationConfig.Final last = config.last();
    return last != null
        && !finalists.isEmpty()
        && !Finalists.best(last, tried, ranking).stream()
            .map(TrialSetting::id)
            .allMatch(Set.copyOf(finalists)::contains);
  }
}
