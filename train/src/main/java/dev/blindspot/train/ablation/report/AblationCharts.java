package dev.blindspot.train.ablation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.ablation.analysis.Analysis;
import dev.blindspot.train.ablation.analysis.Importance;
import dev.blindspot.train.ablation.analysis.ParameterTable.Parameter;
import dev.blindspot.train.ablation.analysis.SettingNames;
import dev.blindspot.train.ablation.analysis.SettingResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code ablation.js} draws, as JSON that is safe inside a script element. */
final class AblationCharts {
  private final Analysis analysis;
  private final SettingNames names;

  private AblationCharts(Analysis analysis, SettingNames names) {
    this.analysis = analysis;
    this.names = names;
  }

  /**
   * @param names of settings
   * @param objective what settings are ranked by, in words
   */
  static String json(Analysis analysis, SettingNames names, String objective) {
    AblationCharts charts = new AblationCharts(analysis, names);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("objective", objective);
    all.put(
        "parameters",
        analysis.table().parameters().stream().map(AblationCharts::parameter).toList());
    all.put("settings", analysis.ranking().ranked().stream().map(charts::row).toList());
    all.put(
        "importances",
        analysis.importance().importances().stream().map(AblationCharts::share).toList());
    try {
      return JsonMapper.builder().build().writeValueAsString(all).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> parameter(Parameter p) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", p.name());
    map.put("categories", p.categories());
    map.put("logarithmic", p.logarithmic());
    return map;
  }

  private static Map<String, Object> share(Importance i) {
    return Map.of("name", i.parameter().name(), "share", i.share());
  }

  private Map<String, @Nullable Object> row(SettingResult r) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", names.label(r.setting()));
    map.put("baseline", r.isBaseline());
    map.put("front", analysis.front().contains(r));
    map.put("text", r.setting().describe());
    map.put("accuracy", finite(r.accuracy()));
    map.put("occlusion", finite(r.occlusionAuc()));
    map.put("objective", r.objective());
    map.put("low", finite(r.interval().low()));
    map.put("high", finite(r.interval().high()));
    List<@Nullable Double> values = new ArrayList<>();
    analysis.table().parameters().forEach(p -> values.add(finite(p.number(r.setting()))));
    map.put("values", values);
    return map;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
