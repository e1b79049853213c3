package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import dev.blindspot.train.run.job.DataJob;
import dev.blindspot.train.run.job.EvaluateJob;
import dev.blindspot.train.run.job.ExplainJob;
import dev.blindspot.train.run.job.ExplainJob.Unsupported;
import dev.blindspot.train.run.prepare.EvaluationRequest;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Explanation and evaluation of a model of a {@link TinyAblation}, on one machine or on a cluster.
 *
 * @param folder of the ablation's configuration
 */
record TinyJobs(Path folder) {
  /** All files that an explanation writes, by name; images by their bytes. */
  Map<String, String> explained(Path model, @Nullable Cluster on) throws IOException {
    Path out = folder.resolve("maps-" + (on == null));
    ExplanationConfig settings =
        ConfigReader.part(
            ExplanationConfig.class,
            List.of(
                "images=6",
                "windowPx=16",
                "stridePx=8",
                "faithfulness=5",
                "randomisation=1",
                "scan={images: 2}"),
            Path.of(""));
    new ExplainJob(Progress.NONE, on, Links.INSIDE)
        .explain(
            ModelRequest.of(List.of(model)),
            List.of(images().toString()),
            null,
            out,
            settings,
            Unsupported.REFUSE);
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> written = Files.walk(out).filter(Files::isRegularFile)) {
      written.forEach(f -> files.put(out.relativize(f).toString(), bytes(f)));
    }
    return files;
  }

  /** A folder with the images of the configuration. */
  Path images() {
    Path images = folder.resolve("images");
    if (!Files.exists(images)) {
      LoadedConfig run = ConfigReader.read(folder.resolve("tiny.yaml"), List.of());
      new DataJob(Progress.NONE).draw((DataSource.Synthetic) run.config().data().source(), images);
    }
    return images;
  }

  private static String bytes(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table of an evaluation. */
  String evaluated(Path model, @Nullable Cluster on) throws IOException {
    Path out = folder.resolve("evaluation-" + (on == null));
    LoadedConfig run =
        ConfigReader.read(folder.resolve("tiny.yaml"), List.of("evaluation.batchSize=2"));
    new EvaluateJob(run, Progress.NONE, on)
        .evaluate(
            new EvaluationRequest(
                ModelRequest.of(List.of(model)), EvaluationRequest.Images.HELD_OUT),
            out,
            IfExists.REFUSE);
    return Files.readString(out.resolve("evaluation.csv"));
  }
}
