package dev.blindspot.train.run.job;

import dev.blindspot.datasets.SyntheticSpec;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestSummary;
import dev.blindspot.train.data.source.ManifestReader;
import dev.blindspot.train.data.source.SyntheticFile;
import dev.blindspot.train.data.source.SyntheticSet;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.TableWriter;
import dev.blindspot.train.io.TerminalText;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Checks data sets, and draws the synthetic one. */
public final class DataJob {
  private final Progress progress;

  public DataJob(Progress progress) {
    this.progress = progress;
  }

  /**
   * Reads all images of a configuration and tells, line by line, what was found and what is bad.
   */
  public List<String> check(LoadedConfig loaded) {
    Manifest manifest =
        progress.during(
            "reading images",
            p ->
                ManifestReader.read(
                    loaded.config().data(), loaded.config().seed(), loaded.folder(), p));
    ManifestSummary summary = manifest.summary();
    List<String> lines = new ArrayList<>();
    lines.add(summary.rows() + " usable images of " + summary.classes());
    summary
        .counts()
        .forEach(
            (split, perClass) ->
                lines.add("  " + split.name().toLowerCase(Locale.ROOT) + ": " + perClass));
    int across = manifest.acrossSplits().size();
    lines.add(
        summary.duplicates().size()
            + " groups of near-duplicates, "
            + (across == 0
                ? "each kept in one split"
                : across + " of them in several of the given splits"));
    summary.duplicates().stream()
        .filter(group -> group.labels().size() > 1)
        .forEach(
            group ->
                lines.add("  with different labels: " + TerminalText.of(group.ids().toString())));
    lines.add(summary.bad().size() + " bad rows");
    lines.addAll(LeftOut.QUIET.lines(summary.bad()));
    return lines;
  }

  /**
   * Draws a synthetic set, all of it as training images with alternating classes, and {@code
   * labels.csv} beside the images, with the columns that the source {@code csv} reads by default.
   *
   * @return number of images
   */
  public int draw(DataSource.Synthetic source, Path out) {
    List<SyntheticSpec> plans =
        IntStream.range(0, source.images())
            .mapToObj(i -> new SyntheticSpec(i, i % 2, true))
            .toList();
    List<SyntheticFile> images =
        progress.during("drawing", p -> new SyntheticSet(out, source, plans).write(p));
    Path file = out.resolve("labels.csv");
    try {
      TableWriter.write(
          file,
          List.of("image", "label"),
          table -> {
            for (SyntheticFile image : images) {
              table.row(image.id(), DataSource.Synthetic.CLASSES.get(image.label()));
            }
          });
    } catch (IOException e) {
      throw new UserError("the table " + file + " cannot be written: " + e.getMessage(), e);
    }
    return images.size();
  }
}
