package dev.blindspot.train.cli;

import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.config.reader.LoadedConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a command asked for, and throws what a test wants. */
public final class RecordedActions implements Actions {
  private final List<Object> calls = new ArrayList<>();
  private Runnable effect = () -> {};

  public List<Object> calls() {
    return calls;
  }

  void thenDo(Runnable wanted) {
    effect = wanted;
  }

  private void record(Object... call) {
    calls.addAll(List.of(call));
    effect.run();
  }

  @Override
  public void run(LoadedConfig config, RunOptions options) {
    record("run", config.config().name(), config.config().seed(), options);
  }

  @Override
  public void train(LoadedConfig config, RunOptions options) {
    record("train", config.config().name(), options);
  }

  @Override
  public void evaluate(LoadedConfig config, EvaluateOptions options) {
    record("evaluate", config.config().name(), options);
  }

  @Override
  public void explain(ExplainOptions options) {
    record("explain", options);
  }

  @Override
  public void explore(ExploreOptions options) {
    record("explore", options);
  }

  @Override
  public void predict(PredictOptions options) {
    record("predict", options);
  }

  @Override
  public void preview(LoadedConfig config, PreviewOptions options) {
    record("preview", config.config().name(), options);
  }

  @Override
  public void methods(Path out) {
    record("methods", out);
  }

  @Override
  public void report(ReportOptions options) {
    record("report", options);
  }

  @Override
  public void checkData(LoadedConfig config) {
    record("checkData", config.config().name());
  }

  @Override
  public void drawData(DataSource.Synthetic source, Path out) {
    record("drawData", source, out);
  }

  @Override
  public void fetchWeights(String architecture) {
    record("fetchWeights", architecture);
  }

  @Override
  public void listWeights() {
    record("listWeights");
  }

  @Override
  public void verifyWeights(@Nullable Path file, String architecture) {
    record("verifyWeights", String.valueOf(file), architecture);
  }

  @Override
  public void ablate(LoadedAblation ablation, RunOptions options) {
    record("ablate", ablation.config().name(), options);
  }

  @Override
  public void ablationStatus(Path folder) {
    record("ablationStatus", folder);
  }

  @Override
  public void trial(LoadedConfig run, TrialOptions options) {
    record("trial", run.config().name(), options);
  }

  @Override
  public void doctor() {
    record("doctor");
  }

  @Override
  public void benchOcclusion(OcclusionBench options) {
    record("benchOcclusion", options);
  }

  @Override
  public void benchLayers(LayerBench options) {
    record("benchLayers", options);
  }

  @Override
  public void bench(BenchOptions options) {
    record("bench", options);
  }
}
