package dev.blindspot.train.cli.request;

import dev.blindspot.train.cluster.ClusterAddress;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.run.folder.IfExists;
import dev.blindspot.train.run.job.ExplainJob.Unsupported;
import dev.blindspot.train.run.job.TrialJob;
import dev.blindspot.train.run.prepare.EvaluationRequest;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the commands do, one method per command. Every method may throw {@link
 * dev.blindspot.train.error.UserError} for a mistake of the user.
 */
public interface Actions {
  /** Trains every arm, measures, explains and reports. */
  void run(LoadedConfig config, RunOptions options);

  /** Trains every arm and nothing more. */
  void train(LoadedConfig config, RunOptions options);

  /** Measures saved models on the test images of a configuration. */
  void evaluate(LoadedConfig config, EvaluateOptions options);

  /** Draws the maps of saved models for images of a folder. */
  void explain(ExplainOptions options);

  /** Serves a page on which parts of images are hidden by hand. */
  void explore(ExploreOptions options);

  /** Writes a table of predictions for the images of a folder. */
  void predict(PredictOptions options);

  /** Writes a contact sheet of augmented training images. */
  void preview(LoadedConfig config, PreviewOptions options);

  /** Writes a contact sheet of every augmentation with every fill. */
  void methods(Path out);

  /** Makes a page from the stored results of one run or of several. */
  void report(ReportOptions options);

  /** Reads all images of a configuration, and tells what was found and what is bad. */
  void checkData(LoadedConfig config);

  /** Draws a synthetic data set into a folder. */
  void drawData(DataSource.Synthetic source, Path out);

  /** Fetches the weights that training of an architecture may start from. */
  void fetchWeights(String architecture);

  /** Tells which weights there are, and which are here. */
  void listWeights();

  /**
   * Loads weights and tells what they are.
   *
   * @param file of the user; null: the published ones that are here
   * @param architecture what the file is of
   */
  void verifyWeights(@Nullable Path file, String architecture);

  /** Tries many settings of a run, and reports. */
  void ablate(LoadedAblation ablation, RunOptions options);

  /** Tells how far an ablation is. */
  void ablationStatus(Path folder);

  /** Carries one trial of an ablation out. */
  void trial(LoadedConfig run, TrialOptions options);

  /** Tells what this machine offers. */
  void doctor();

  /** Measures this machine's time per image. */
  void bench(BenchOptions options);

  /** Measures this machine's time per window of an occlusion map. */
  void benchOcclusion(OcclusionBench options);

  /** Measures each layer of a compiled network on this machine. */
  void benchLayers(LayerBench options);

  /** Whether the work is done or only checked. */
  enum Mode {
    DO,
    /** Everything is validated, the images too, and the plan is printed. */
    DRY_RUN
  }

  /**
   * How a run or an ablation is carried out.
   *
   * @param out the folder of all runs (of all ablations); results go to {@code out/NAME}
   * @param cluster whose workers do it; null: this machine
   */
  record RunOptions(Path out, IfExists existing, Mode mode, @Nullable ClusterAddress cluster) {}

  /**
   * What a trial works on.
   *
   * @param folder where checkpoints and model go
   * @param shared folder of the images that trials share
   * @param on which images it is measured on
   */
  record TrialOptions(Path folder, Path shared, TrialJob.On on) {}

  /**
   * What is evaluated, and where the results go.
   *
   * @param out folder for the results
   * @param cluster that scores the images; null: this machine
   */
  record EvaluateOptions(
      EvaluationRequest request, Path out, IfExists existing, @Nullable ClusterAddress cluster) {}

  /**
   * What is explained.
   *
   * @param models compared side by side in this order
   * @param images files, folders, patterns and addresses of folders
   * @param targetClass name or index of the class whose evidence is shown; null: each image's
   *     predicted class
   * @param out folder for the images
   * @param links where links in the folder may lead
   * @param cluster that draws the maps; null: this machine
   */
  record ExplainOptions(
      ModelRequest models,
      List<String> images,
      @Nullable String targetClass,
      Path out,
      Links links,
      ExplanationConfig settings,
      Unsupported unsupported,
      @Nullable ClusterAddress cluster) {
    public ExplainOptions {
      images = List.copyOf(images);
    }
  }

  /** What is done with a page's address beside printing it. */
  enum Browser {
    OPEN,
    LEAVE
  }

  /**
   * What is explored, and where the page is served.
   *
   * @param run folder of a run; null: models and images are named
   * @param models if no run is named
   * @param images files, folders and patterns, if no run is named
   * @param links where links in the folder may lead
   * @param host address that is served at
   * @param port 0: any that is free
   */
  record ExploreOptions(
      @Nullable Path run,
      ModelRequest models,
      List<String> images,
      Links links,
      String host,
      int port,
      Browser browser) {
    public ExploreOptions {
      images = List.copyOf(images);
    }
  }

  /**
   * What is predicted.
   *
   * @param model a single one
   * @param images files, folders and patterns
   * @param out the CSV file
   * @param links where links in the folder may lead
   * @param columns names of two columns, the image's name and the number of its class; empty: the
   *     class's name and all probabilities
   */
  record PredictOptions(
      ModelRequest model, List<String> images, Path out, Links links, List<String> columns) {
    public PredictOptions {
      images = List.copyOf(images);
      columns = List.copyOf(columns);
    }
  }

  /**
   * What is previewed.
   *
   * @param arms one or more names of the configuration's arms
   * @param images number of training images
   * @param out the PNG file
   */
  record PreviewOptions(List<String> arms, int images, Path out) {
    public PreviewOptions {
      arms = List.copyOf(arms);
    }
  }

  /**
   * What is reported.
   *
   * @param runs folders of runs, or their results files
   * @param out the page; null: where it belongs
   */
  record ReportOptions(List<Path> runs, @Nullable Path out, IfExists existing) {
    public ReportOptions {
      runs = List.copyOf(runs);
    }
  }

  /** What the benchmark measures. */
  enum Measure {
    /** Inference by the layers that are trained. */
    FORWARD,
    /** Inference by the compiled network, as models are evaluated. */
    COMPILED,
    /** A whole training step. */
    TRAIN,
    /** Decoding, resizing and augmenting. */
    PIPELINE,
    /** A full robustness evaluation beside the bare forward passes that it needs. */
    EVALUATE
  }

  /** Which parameters a measured training step updates. */
  enum Variant {
    ALL,
    /** Blocks 1 to 4 are frozen. */
    FROZEN
  }

  /** How figures are printed. */
  enum Format {
    TABLE,
    /** One JSON object per line. */
    JSON
  }

  /**
   * What is measured, in milliseconds per image.
   *
   * @param batches images per step
   * @param variants for {@link Measure#TRAIN}; one entry, {@code ALL}, for the others
   */
  record BenchOptions(
      Measure measure, List<Integer> batches, List<Variant> variants, Format format) {
    public BenchOptions {
      batches = List.copyOf(batches);
      variants = List.copyOf(variants);
    }
  }

  /**
   * What occlusion maps are measured.
   *
   * @param windowPx side of the window
   * @param stridePx step of the window
   * @param maps whole maps that are timed
   * @param model a single one; null: VGG16 with random weights
   */
  record OcclusionBench(
      int windowPx, int stridePx, int maps, Format format, @Nullable ModelRequest model) {}

  /**
   * What network's layers are measured.
   *
   * @param size side of VGG16's images in pixels; a model has its own
   * @param width factor on VGG16's numbers of channels
   * @param batch images that are scored together
   * @param model a single one; null: VGG16 with random weights
   */
  record LayerBench(
      int size, double width, int batch, Format format, @Nullable ModelRequest model) {}
}
