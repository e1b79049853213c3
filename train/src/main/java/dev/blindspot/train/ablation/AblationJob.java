package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.report.AblationReport;
import dev.blindspot.train.ablation.search.Search;
import dev.blindspot.train.ablation.search.SearchStrategies;
import dev.blindspot.train.ablation.search.SearchStrategy;
import dev.blindspot.train.ablation.search.SuggestedSettings;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.ablation.trial.AblationEvents;
import dev.blindspot.train.ablation.trial.TrialExecutor;
import dev.blindspot.train.ablation.trial.TrialRunner;
import dev.blindspot.train.ablation.trial.TrialSpecs;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import dev.blindspot.train.run.job.TrialJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The whole ablation: settings are suggested, tried, ranked; the best are compared with the
 * baseline on the test images; a report is written. What is finished is not done again when it is
 * resumed, and several processes may work on one ablation.
 */
public final class AblationJob {
  private final LoadedAblation ablation;
  private final AblationConfig config;
  private final Progress progress;

  /** A job for one configuration. */
  public AblationJob(LoadedAblation ablation, Progress progress) {
    this.ablation = ablation;
    this.config = ablation.config();
    this.progress = progress;
  }

  /** Trials at the same time. */
  public int parallel() {
    return config.parallel() > 0
        ? config.parallel()
        : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /** Seconds that a trial may take; 0: no limit. */
  public double secondsPerTrial() {
    return 60 * config.budget().trialMinutes();
  }

  /**
   * What would be tried, in a few lines. Searches that learn tell their first generation only; the
   * images are not read.
   */
  public List<String> plan() {
    List<String> lines = new ArrayList<>();
    lines.add("ablation " + config.name() + ", seeds " + config.seeds());
    TrialSetting baseline = SearchStrategies.baseline(config);
    lines.add(baseline.name() + ": " + baseline.describe());
    SearchStrategy suggester = SearchStrategies.of(ablation);
    int limit = Math.min(SearchStrategies.limit(config), suggester.generation());
    for (int i = 0; i < limit; i++) {
      var next = suggester.next();
      if (next.isEmpty()) {
        break;
      }
      TrialSetting setting = new TrialSetting(i + 1, next.get().name(), next.get().values());
      ablation.trial(setting.values(), config.seeds().get(0));
      lines.add(setting.name() + ": " + setting.describe());
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%d trials at the same time; ranked by %s",
            parallel(),
            config.objective().text()));
    return lines;
  }

  /**
   * Carries it out.
   *
   * @param out folder of all ablations; results go to {@code out/NAME}
   * @param runner of trials, made when it is needed; it is closed at the end
   * @return the page
   */
  public Path run(
      Path out, IfExists existing, Function<Path, TrialRunner> runner, AblationEvents events) {
    Path folder =
        AblationFolder.open(
            out,
            ablation,
            switch (existing) {
              case REFUSE -> AblationFolder.Earlier.REFUSE;
              case RESUME, EXTEND -> AblationFolder.Earlier.RESUME;
              case REPLACE -> AblationFolder.Earlier.REPLACE;
            });
    try (TrialStore store = TrialStore.open(folder)) {
      store.setMeta("name", config.name());
      store.setMeta("objective", config.objective().name());
      Path shared = TrialSpecs.shared(folder, baseline());
      share(shared, baseline());
      requireTestImages(shared);
      TrialJob.requireUnseen(baseline(), shared, ablation.examples());
      try (TrialRunner trials = runner.apply(folder)) {
        TrialSpecs tasks = new TrialSpecs(ablation, folder, this::share);
        int parallel = config.parallel() > 0 ? config.parallel() : trials.slots(parallel());
        store.setMeta("parallel", Integer.toString(parallel));
        new Search(
                config,
                store,
                new SuggestedSettings(ablation, store),
                new TrialExecutor(config, store, tasks, trials, events),
                trials::close,
                parallel)
            .carryOut();
      }
      return AblationReport.write(ablation, store, folder);
    }
  }

  private LoadedConfig baseline() {
    return ablation.trial(SearchStrategies.baseline(config).values(), ablation.dataSeed());
  }

  /** Else the final comparison would be on the images by which settings were chosen. */
  private void requireTestImages(Path shared) {
    if (config.last() != null && !TrialJob.hasTestImages(shared)) {
      throw new UserError(
          "final: compares settings on the test images, and there are none; make data.split.test"
              + " of the run larger than 0, or write final: null");
    }
  }

  private void share(Path shared, LoadedConfig run) {
    TrialJob.share(run, shared, progress);
  }
}
