package dev.blindspot.train.run.job;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.image.DatasetStatistics;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.data.manifest.SplitFile;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.explore.image.Gallery;
import dev.blindspot.train.explore.image.ManifestGallery;
import dev.blindspot.train.explore.server.ExplorerServer;
import dev.blindspot.train.explore.server.ShellWords;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import dev.blindspot.train.explore.session.RunKnowledge;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.model.foreign.OpenModel;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.ImageFiles;
import dev.blindspot.train.run.folder.ImageLimit;
import dev.blindspot.train.run.prepare.ModelInput;
import dev.blindspot.train.run.prepare.ModelRequest;
import dev.blindspot.train.run.prepare.Preparation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Serves a page on which somebody asks models what they say with parts of an image hidden. */
public final class ExploreJob {
  private static final long CACHE_BYTES = 1L << 29;

  /** Memory for what the engines compute of images, shared by the models. */
  private static final long ACTIVATION_BYTES = 1L << 29;

  private final Progress progress;
  private final Consumer<Throwable> faults;

  /**
   * @param faults is told of what goes wrong on our side while the page is served
   */
  public ExploreJob(Progress progress, Consumer<Throwable> faults) {
    this.progress = progress;
    this.faults = faults;
  }

  /**
   * Where it is served.
   *
   * @param host name or address of the interface
   * @param port 0: any that is free
   */
  public record Place(String host, int port) {}

  /**
   * The arms of a run and the images that its results are reported on.
   *
   * @throws UserError if it is not the folder of a run with a trained arm, or its images are others
   *     now
   */
  public Exploration run(Path run, Place place) {
    RunModels models = RunModels.of(run);
    LoadedConfig loaded = models.config();
    RunConfig config = loaded.config();
    Manifest read = Preparation.manifest(loaded, LeftOut.QUIET, progress);
    Path split = run.resolve("split.csv");
    Manifest manifest =
        Files.isRegularFile(split) ? read.withSplitsOf(SplitFile.read(split)) : read;
    List<ManifestRow> test = manifest.in(Split.TEST);
    List<ManifestRow> shown = test.isEmpty() ? manifest.in(Split.VALIDATION) : test;
    if (shown.isEmpty()) {
      throw new UserError(run + " holds no image out: name images by --model and --images");
    }
    ImageStore store = new ImageStore(Preparation.reader(config), CACHE_BYTES);
    Rgb mean =
        progress.during(
            "decoding images",
            p -> {
              store.preload(shown, p);
              return DatasetStatistics.of(store, manifest.in(Split.TRAIN)).mean();
            });
    Explorer explorer =
        explorer(
            config.name(),
            List.of("blindspot", "explore", run.toString()),
            models.sources(),
            model -> new ManifestGallery(shown, store),
            gallery -> mean,
            config.explanation(),
            new ExploredRun(run, models, manifest, shown).knowledge(store, mean));
    return serve(explorer, place);
  }

  /** Any models and images. */
  public Exploration models(ModelRequest request, List<String> images, Links links, Place place) {
    ImageFiles files = ImageFiles.of(images, links, "--images");
    List<String> command = new ArrayList<>(List.of("blindspot", "explore"));
    request.files().forEach(file -> command.addAll(List.of("--model", file.toString())));
    command.add("--images");
    command.addAll(images);
    ExplanationConfig settings = ConfigReader.part(ExplanationConfig.class, List.of(), Path.of(""));
    Explorer explorer =
        explorer(
            String.join(", ", images),
            command,
            request.sources(null),
            model ->
                new FileGallery(
                    files,
                    new ImageReader(model.inputSize(), model.resize(), ImageLimit.MAX_PIXELS)),
            model ->
                ExplainJob.mean(
                    files
                        .read(
                            ExplainJob.sample(files.files(), settings.scan().images()),
                            new ImageReader(
                                model.inputSize(), model.resize(), ImageLimit.MAX_PIXELS))
                        .images()),
            settings,
            RunKnowledge.NONE);
    return serve(explorer, place);
  }

  private Exploration serve(Explorer explorer, Place place) {
    try {
      return new Exploration(
          explorer, ExplorerServer.start(explorer, place.host(), place.port(), faults));
    } catch (RuntimeException e) {
      explorer.close();
      throw e;
    }
  }

  /** What is made of the first model: all have the same input. */
  private interface FromModel<T> {
    T of(OpenModel first);
  }

  private static Explorer explorer(
      String title,
      List<String> command,
      Map<String, ModelSource> sources,
      FromModel<Gallery> gallery,
      FromModel<Rgb> mean,
      ExplanationConfig settings,
      RunKnowledge run) {
    Map<String, OpenModel> open = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, ModelSource> source : sources.entrySet()) {
        open.put(source.getKey(), source.getValue().open());
        requireAlike(sources, open, source.getKey());
      }
      OpenModel first = open.values().iterator().next();
      Rgb colour = mean.of(first);
      long memory = ACTIVATION_BYTES / open.size();
      List<ExploredModel> models = new ArrayList<>();
      open.forEach(
          (name, model) ->
              models.add(
                  new ExploredModel(
                      name, source(sources, name).name(), model, settings, colour, memory)));
      return new Explorer(title, ShellWords.join(command), models, gallery.of(first), colour, run);
    } catch (RuntimeException e) {
      open.values().forEach(OpenModel::close);
      throw e;
    }
  }

  private static ModelSource source(Map<String, ModelSource> sources, String name) {
    ModelSource source = sources.get(name);
    if (source == null) {
      throw new IllegalStateException("no source of " + name);
    }
    return source;
  }

  private static void requireAlike(
      Map<String, ModelSource> sources, Map<String, OpenModel> open, String name) {
    Map.Entry<String, OpenModel> first = open.entrySet().iterator().next();
    ModelInput expected = ModelInput.of(first.getValue());
    OpenModel model = open.get(name);
    if (model != null && !ModelInput.of(model).equals(expected)) {
      throw new UserError(
          "models must have the same input and classes to be compared: %s has %s, %s has %s"
              .formatted(
                  source(sources, first.getKey()).file(),
                  expected,
                  source(sources, name).file(),
                  ModelInput.of(model)));
    }
  }
}
