package dev.blindspot.train.cli;

import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.console.ConsoleProgress;
import dev.blindspot.train.cli.option.OnCluster;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.machine.Doctor;
import dev.blindspot.train.machine.EvaluationSpeed;
import dev.blindspot.train.machine.LayerSpeed;
import dev.blindspot.train.machine.OcclusionSpeed;
import dev.blindspot.train.machine.SpeedTest;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.page.WrittenPage;
import dev.blindspot.train.run.job.DataJob;
import dev.blindspot.train.run.job.EvaluateJob;
import dev.blindspot.train.run.job.ExplainJob;
import dev.blindspot.train.run.job.Exploration;
import dev.blindspot.train.run.job.ExploreJob;
import dev.blindspot.train.run.job.ExploreJob.Place;
import dev.blindspot.train.run.job.LayerBenchJob;
import dev.blindspot.train.run.job.MainJob;
import dev.blindspot.train.run.job.OcclusionBenchJob;
import dev.blindspot.train.run.job.PredictJob;
import dev.blindspot.train.run.job.PreviewJob;
import dev.blindspot.train.run.job.ReportJob;
import dev.blindspot.train.run.job.WeightsJob;
import dev.blindspot.train.run.measure.ModelRow;
import dev.blindspot.train.run.prepare.ModelRequest;
import dev.blindspot.train.run.result.MethodsSheet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries the commands out by the jobs of {@code train.run}, and prints what they return. */
public final class Jobs implements Actions {
  private final Console console;
  private final Progress progress;

  public Jobs(Console console) {
    this.console = console;
    this.progress = new ConsoleProgress(console);
  }

  @Override
  public void run(LoadedConfig config, RunOptions options) {
    plannedOr(config, options, job -> "report: " + job.run(options.out(), options.existing()));
  }

  @Override
  public void train(LoadedConfig config, RunOptions options) {
    plannedOr(config, options, job -> "trained: " + job.train(options.out(), options.existing()));
  }

  /** Prints the plan where nothing more was asked for, else what the work says. */
  private void plannedOr(LoadedConfig config, RunOptions options, Function<MainJob, String> work) {
    if (options.mode() == Mode.DRY_RUN) {
      new MainJob(config, progress).dryRun().lines().forEach(console::print);
      return;
    }
    console.print(
        OnCluster.with(
            options.cluster(),
            config.config().name(),
            cluster -> work.apply(new MainJob(config, progress, cluster))));
  }

  @Override
  public void evaluate(LoadedConfig config, EvaluateOptions options) {
    List<ModelRow> rows =
        OnCluster.with(
            options.cluster(),
            "evaluate",
            cluster ->
                new EvaluateJob(config, progress, cluster)
                    .evaluate(options.request(), options.out(), options.existing()));
    rows.forEach(row -> console.print(row.text()));
    console.print("table: " + options.out().resolve("evaluation.csv"));
    console.print("report: " + options.out().resolve("report.html"));
  }

  @Override
  public void explain(ExplainOptions options) {
    ExplainJob.Explained explained =
        OnCluster.with(
            options.cluster(),
            "explain",
            cluster ->
                new ExplainJob(progress, cluster, options.links())
                    .explain(
                        options.models(),
                        options.images(),
                        options.targetClass(),
                        options.out(),
                        options.settings(),
                        options.unsupported()));
    console.print("explained %d images: %s".formatted(explained.images(), options.out()));
    explained.sentences().forEach(console::print);
  }

  @Override
  public void explore(ExploreOptions options) {
    Place place = new Place(options.host(), options.port());
    ExploreJob job = new ExploreJob(progress, fault -> console.message("explore: " + fault));
    Path run = options.run();
    try (Exploration exploration =
        run != null
            ? job.run(run, place)
            : job.models(options.models(), options.images(), options.links(), place)) {
      if (!OpenedBrowser.isThisMachineAlone(options.host())) {
        console.message(
            "--host %s: whoever reaches this address and knows the token below can see your images; the connection is not encrypted."
                .formatted(options.host()));
      }
      console.print("explore: " + exploration.address());
      console.message("Ctrl-C ends it.");
      if (options.browser() == Browser.OPEN && console.interactive()) {
        OpenedBrowser.open(exploration.address());
      }
      exploration.await();
    }
  }

  @Override
  public void predict(PredictOptions options) {
    int count =
        new PredictJob(progress, options.links())
            .predict(options.model(), options.images(), options.out(), options.columns());
    console.print("predicted %d images: %s".formatted(count, options.out()));
  }

  @Override
  public void methods(Path out) {
    new MethodsSheet().write(out);
    console.print("methods: " + out);
  }

  @Override
  public void preview(LoadedConfig config, PreviewOptions options) {
    new PreviewJob(config, progress).preview(options.arms(), options.images(), options.out());
    console.print("preview: " + options.out());
  }

  @Override
  public void report(ReportOptions options) {
    WrittenPage page = new ReportJob().report(options.runs(), options.out(), options.existing());
    if (!page.missing().isEmpty()) {
      console.message(
          "not in the run's folder, and so not in the page: " + String.join(", ", page.missing()));
    }
    console.print("report: " + page.file());
  }

  @Override
  public void checkData(LoadedConfig config) {
    new DataJob(progress).check(config).forEach(console::print);
  }

  @Override
  public void drawData(DataSource.Synthetic source, Path out) {
    console.print("drew %d images: %s".formatted(new DataJob(progress).draw(source, out), out));
  }

  @Override
  public void fetchWeights(String architecture) {
    console.print("weights: " + new WeightsJob(progress).fetch(architecture));
  }

  @Override
  public void listWeights() {
    new WeightsJob(progress).list().forEach(console::print);
  }

  @Override
  public void verifyWeights(@Nullable Path file, String architecture) {
    WeightsJob weights = new WeightsJob(progress);
    (file == null ? weights.verify() : List.of(weights.verify(file, architecture)))
        .forEach(console::print);
  }

  @Override
  public void ablate(LoadedAblation ablation, RunOptions options) {
    new AblationJobs(console, progress).ablate(ablation, options);
  }

  @Override
  public void ablationStatus(Path folder) {
    new AblationJobs(console, progress).status(folder);
  }

  @Override
  public void trial(LoadedConfig run, TrialOptions options) {
    new AblationJobs(console, progress).trial(run, options);
  }

  @Override
  public void doctor() {
    for (Doctor.Finding finding : Doctor.examine()) {
      console.print(String.format(Locale.ROOT, "%-14s %s", finding.name(), finding.value()));
      if (!finding.advice().isEmpty()) {
        console.print(" ".repeat(15) + "-> " + finding.advice());
      }
    }
  }

  @Override
  public void bench(BenchOptions options) {
    for (Variant variant : options.variants()) {
      for (int batch : options.batches()) {
        SpeedFigure figure = new SpeedFigure(measure(options.measure(), variant, batch));
        console.print(options.format() == Format.JSON ? figure.json() : figure.text());
      }
    }
  }

  @Override
  public void benchOcclusion(OcclusionBench options) {
    ModelRequest model = options.model();
    if (model != null) {
      ModelOcclusionFigure figure =
          new ModelOcclusionFigure(
              options,
              new OcclusionBenchJob(progress)
                  .measure(model, options.windowPx(), options.stridePx(), options.maps()));
      console.print(options.format() == Format.JSON ? figure.json() : figure.text());
      return;
    }
    try (OcclusionSpeed speed = new OcclusionSpeed(options.windowPx(), options.stridePx())) {
      OcclusionSpeed.Result result = speed.measure(options.maps(), progress);
      OcclusionFigure figure = new OcclusionFigure(options, result);
      console.print(options.format() == Format.JSON ? figure.json() : figure.text());
    }
  }

  @Override
  public void benchLayers(LayerBench options) {
    ModelRequest model = options.model();
    LayerFigures figures =
        new LayerFigures(
            model == null
                ? new LayerSpeed(options.size(), options.batch()).vgg16(options.width())
                : new LayerBenchJob().measure(model, options.batch()));
    (options.format() == Format.JSON ? figures.json() : figures.text()).forEach(console::print);
  }

  private static SpeedTest.Figure measure(Measure measure, Variant variant, int batch) {
    return switch (measure) {
      case FORWARD -> SpeedTest.forward(batch);
      case COMPILED -> SpeedTest.compiled(batch);
      case TRAIN -> SpeedTest.train(batch, variant == Variant.FROZEN);
      case PIPELINE -> SpeedTest.pipeline(batch);
      case EVALUATE -> EvaluationSpeed.measure(batch);
    };
  }
}
