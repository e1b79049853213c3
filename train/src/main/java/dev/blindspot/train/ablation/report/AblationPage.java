package dev.blindspot.train.ablation.report;

import dev.blindspot.train.ablation.analysis.AblationFindings;
import dev.blindspot.train.ablation.analysis.Analysis;
import dev.blindspot.train.ablation.analysis.BaselineComparison;
import dev.blindspot.train.ablation.analysis.ParameterTable.Parameter;
import dev.blindspot.train.ablation.analysis.SettingNames;
import dev.blindspot.train.ablation.analysis.SettingResult;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialSnapshot;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.machine.Machine;
import dev.blindspot.train.report.page.Page.Entry;
import dev.blindspot.train.report.page.PageAssets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What the template of an ablation's {@code report.html} shows. */
public final class AblationPage {
  private static final String OWN = "/dev/blindspot/train/ablation/report/";

  private final LoadedAblation ablation;
  private final TrialSnapshot tried;
  private final Analysis analysis;
  private final SettingNames names;
  private final PageAssets assets =
      PageAssets.of(
          PageAssets.Charts.ALL, List.of(OWN + "ablation.css"), List.of(OWN + "ablation.js"));

  private AblationPage(LoadedAblation ablation, TrialSnapshot tried, Analysis analysis) {
    this.ablation = ablation;
    this.tried = tried;
    this.analysis = analysis;
    this.names = new SettingNames(ablation::runHas);
  }

  /**
   * @param finalists ids of the settings of the final comparison; empty when there was none
   */
  static AblationPage of(LoadedAblation ablation, TrialSnapshot tried, List<Integer> finalists) {
    return new AblationPage(ablation, tried, Analysis.of(ablation.config(), tried, finalists));
  }

  /** The configuration. */
  public AblationConfig config() {
    return ablation.config();
  }

  /** The configuration as YAML. */
  public String yaml() {
    return ablation.resolvedYaml();
  }

  /** Settings by rank on the validation images, those without a rank last. */
  public List<SettingResult> settings() {
    return analysis.ranking().all();
  }

  /** Number of settings that have a rank. */
  public int ranked() {
    return analysis.ranking().ranked().size();
  }

  /** The comparison with the baseline, one row per setting and measure. */
  public List<BaselineComparison> comparisons() {
    return analysis.comparisons();
  }

  /** Number of ranked settings that were left out of the comparison. */
  public int notCompared() {
    return onTest()
        ? 0
        : Math.max(0, analysis.ranking().candidates().size() - BaselineComparison.MOST_RANKED);
  }

  /** Whether a setting was compared by several seeds. */
  public boolean hasSeveralSeeds() {
    return comparisons().stream().anyMatch(c -> c.seeds() > 1);
  }

  /** Whether a row speaks of two networks, because there is one seed. */
  public boolean comparesNetworks() {
    return comparisons().stream().anyMatch(BaselineComparison::ofTheseNetworks);
  }

  /** What Holm's correction is over: "20 claims". */
  public String claims() {
    int claims = comparisons().isEmpty() ? 0 : comparisons().get(0).claims();
    return claims == 1 ? "1 claim" : claims + " claims";
  }

  /** Whether the comparison is on images that no choice was made by. */
  public boolean onTest() {
    return analysis.onTest();
  }

  /** What the forest says of the parameters. */
  public List<ImportanceRow> importances() {
    return analysis.importance().importances().stream()
        .filter(i -> analysis.importance().means())
        .map(i -> new ImportanceRow(i.parameter().key(), i.share()))
        .toList();
  }

  /** A row of the table of importances. */
  public record ImportanceRow(String key, double share) {}

  /** Share of the variance that the forest predicts on unseen settings; NaN without a forest. */
  public double r2() {
    return analysis.importance().r2();
  }

  /** Names of the varied keys of the run. */
  public List<String> parameterNames() {
    return analysis.table().parameters().stream().map(Parameter::name).toList();
  }

  /** Whether a setting is on the Pareto front. */
  public boolean isOnFront(SettingResult result) {
    return analysis.front().contains(result);
  }

  /** Trials that did not end well. */
  public List<TrialRecord> lost() {
    return tried.trials().stream()
        .filter(t -> t.state() == State.FAILED || t.state() == State.PRUNED)
        .toList();
  }

  /** What a setting changes, after its number. */
  public String label(TrialSetting setting) {
    return names.label(setting);
  }

  /** Name of a trial's setting. */
  public String name(TrialRecord trial) {
    return tried.setting(trial.setting()).map(TrialSetting::name).orElse("?");
  }

  /** Number of trials in a state. */
  public long count(State state) {
    return tried.trials().stream().filter(t -> t.state() == state).count();
  }

  /** Number of all trials. */
  public int trials() {
    return tried.trials().size();
  }

  /** The findings, one sentence each. */
  public List<String> sentences() {
    return new AblationFindings(config(), analysis, tried, names).sentences();
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
    if (!comparisons().isEmpty()) {
      entries.add(new Entry("comparison", "Comparison"));
    }
    entries.add(new Entry("trade", "Trade-off"));
    if (!analysis.table().parameters().isEmpty()) {
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
    return AblationCharts.json(analysis, names, config().objective().text());
  }
}
