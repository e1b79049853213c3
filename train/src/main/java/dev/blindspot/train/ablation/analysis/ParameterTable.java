package dev.blindspot.train.ablation.analysis;

import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.config.SpaceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settings as numbers, for models and charts.
 *
 * @param parameters the columns
 * @param rows the ranked settings but the baseline
 */
public record ParameterTable(List<Parameter> parameters, List<SettingResult> rows) {

  /**
   * One varied key.
   *
   * @param key of the run
   * @param name in few words
   * @param categories the values of a choice, as they are written; empty for numbers
   * @param logarithmic whether its values are spread evenly on a logarithmic scale
   */
  public record Parameter(String key, String name, List<String> categories, boolean logarithmic) {
    boolean isNumber() {
      return categories.isEmpty();
    }

    /**
     * The value as a number: itself, or the index of its category; NaN where the setting has none.
     */
    public double number(TrialSetting setting) {
      String value = setting.values().get(key);
      if (value == null) {
        return Double.NaN;
      }
      return isNumber() ? Double.parseDouble(value) : categories.indexOf(value);
    }
  }

  static ParameterTable of(Map<String, SpaceConfig> space, SettingRanking ranking) {
    List<Parameter> parameters = new ArrayList<>();
    space.forEach((key, values) -> parameters.add(parameter(key, values)));
    return new ParameterTable(parameters, ranking.candidates());
  }

  private static Parameter parameter(String key, SpaceConfig space) {
    boolean discrete = space instanceof SpaceConfig.Choice || space instanceof SpaceConfig.Grid;
    boolean words =
        space instanceof SpaceConfig.Choice
            || (discrete && !space.examples().stream().allMatch(ParameterTable::isNumber));
    return new Parameter(
        key,
        TrialSetting.shortKey(key),
        words ? space.examples() : List.of(),
        space instanceof SpaceConfig.LogUniform);
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  }
}
