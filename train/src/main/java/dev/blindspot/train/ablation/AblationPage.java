package dev.blindspot.train.ablation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.ablation.ParameterTable.Parameter;
import dev.blindspot.train.ablation.Trial.Phase;
import dev.blindspot.train.ablation.Trial.State;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.LoadedAblation;
import dev.blindspot.train.machine.Machine;
import dev.blindspot.train.report.Page.Entry;
import dev.blindspot.train.report.PageAssets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the template of an ablation's {@code report.html} shows. */
public final class AblationPage {
  private static final String OWN = "/dev/blindspot/train/ablation/";

  private final LoadedAblation ablation;
  private final List<SettingResult> ranking;
  private final List<BaselineComparison> comparisons;
  private final boolean onTest;
  private final ParameterTable table;
  private final Importance.Findings importance;
  private final List<SettingResult> front;
  private final List<Trial> trials;
  private final Map<Integer, TrialSetting> settings;
  private final PageAssets assets =
      PageAssets.of(
          PageAssets.Charts.ALL, List.of(OWN + "ablation.css"), List.of(OWN + "ablation.js"));

  private AblationPage(LoadedAblation ablation, TrialStore store) {
    AblationConfig config = ablation.config();
    this.ablation = ablation;
    this.ranking = SettingResult.rank(config, store, Phase.SEARCH);
    List<BaselineComparison> last = BaselineComparison.of(config, store, Phase.FINAL);
    this.onTest = !last.isEmpty();
    this.comparisons = onTest ? last : BaselineComparison.of(config, store, Phase.SEARCH);
    this.table = ParameterTable.of(config.space(), ranking);
    this.importance = Importance.of(table, config.seed());
    this.front = Pareto.front(ranking);
    this.trials = store.trials();
    this.settings = new LinkedHashMap<>();
    store.settings().forEach(setting -> settings.put(setting.id(), setting));
  }

  static AblationPage of(LoadedAblation ablation, TrialStore store) {
    return new AblationPage(ablation, store);
  }

  /** The configuration. */
  public AblationConfig config() {
    return ablation.config();
  }

  /** The configuration as YAML. */
  public String yaml() {
    return ablation.resolvedYaml();
  }

  /** Settings by rank, on the validation pictures. */
  public List<SettingResult> ranking() {
    return ranking;
  }

  /** The comparison with the baseline, one row per setting and measure. */
  public List<BaselineComparison> comparisons() {
    return comparisons;
  }

  /** Whether the comparison is on pictures that no choice was made by. */
  public boolean onTest() {
    return onTest;
  }

  /** What the forest says of the parameters. */
  public List<ImportanceRow> importances() {
    return importance.importances().stream()
        .filter(i -> importance.means())
        .map(i -> new ImportanceRow(i.parameter().key(), i.share()))
        .toList();
  }

  /** A row of the table of importances. */
  public record ImportanceRow(String key, double share) {}

  /** Share of the variance that the forest predicts on unseen settings; NaN without a forest. */
  public double r2() {
    return importance.r2();
  }

  /** Names of the varied keys of the run. */
  public List<String> parameterNames() {
    return table.parameters().stream().map(Parameter::name).toList();
  }

  /** Whether a setting is on the Pareto front. */
  public boolean isOnFront(SettingResult result) {
    return front.contains(result);
  }

  /** Trials that did not end well. */
  public List<Trial> lost() {
    return trials.stream()
        .filter(t -> t.state() == State.FAILED || t.state() == State.PRUNED)
        .toList();
  }

  /** Name of a trial's setting. */
  public String name(Trial trial) {
    TrialSetting setting = settings.get(trial.setting());
    return setting == null ? "?" : setting.name();
  }

  /** Number of trials in a state. */
  public long count(State state) {
    return trials.stream().filter(t -> t.state() == state).count();
  }

  /** Number of all trials. */
  public int trials() {
    return trials.size();
  }

  /** The findings, one sentence each. */
  public List<String> sentences() {
    return Findings.of(
        config(), ranking, comparisons, onTest, importance, front, trials, baseline());
  }

  private String baseline() {
    TrialSetting setting = settings.get(TrialSetting.BASELINE);
    return setting == null ? "the baseline" : setting.name();
  }

  /** Version of the product. */
  public String toolVersion() {
    return Machine.productVersion();
  }

  /** When the page was made. */
  public String created() {
    return Instant.now()
        .truncatedTo(ChronoUnit.MINUTES)
        .toString()
        .replace('T', ' ')
        .replace("Z", " UTC");
  }

  /** The inlined files: those of runs with a few lines of its own. */
  public PageAssets assets() {
    return assets;
  }

  /** What the navigation leads to. */
  public List<Entry> contents() {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("summary", "Findings"));
    entries.add(new Entry("ranking", "Ranking"));
    if (!comparisons.isEmpty()) {
      entries.add(new Entry("comparison", "Against the baseline"));
    }
    entries.add(new Entry("trade", "Trade-off"));
    if (!table.parameters().isEmpty()) {
      entries.add(new Entry("parameters", "Parameters"));
    }
    if (!lost().isEmpty()) {
      entries.add(new Entry("lost", "Pruned and failed"));
    }
    entries.add(new Entry("reproduce", "Reproduce"));
    return entries;
  }

  /** What the charts draw, safe inside a script element. */
  public String json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("objective", config().objective().text());
    all.put("parameters", table.parameters().stream().map(AblationPage::parameter).toList());
    all.put("settings", ranking.stream().filter(r -> r.complete() > 0).map(this::row).toList());
    all.put("importances", importance.importances().stream().map(AblationPage::share).toList());
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
    map.put("name", r.setting().name());
    map.put("baseline", r.setting().id() == TrialSetting.BASELINE);
    map.put("front", isOnFront(r));
    map.put("text", r.setting().describe());
    map.put("accuracy", r.accuracy());
    map.put("occlusion", r.occlusionAuc());
    map.put("objective", r.objective());
    map.put("low", finite(r.interval().low()));
    map.put("high", finite(r.interval().high()));
    List<@Nullable Double> values = new ArrayList<>();
    table.parameters().forEach(p -> values.add(finite(p.number(r.setting()))));
    map.put("values", values);
    return map;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
