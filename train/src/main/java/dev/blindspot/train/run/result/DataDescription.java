package dev.blindspot.train.run.result;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestSummary;
import dev.blindspot.train.report.result.DataSummary;
import dev.blindspot.train.report.result.Illustration;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a report says about the images. */
public final class DataDescription {
  private DataDescription() {}

  /**
   * Describes images.
   *
   * @param size side of the network's input
   * @param examples images of them
   */
  public static DataSummary of(
      DataSource source, Manifest manifest, int size, List<Illustration> examples) {
    ManifestSummary summary = manifest.summary();
    return new DataSummary(
        describe(source),
        size,
        size,
        summary.classes(),
        summary.counts().entrySet().stream()
            .map(
                e ->
                    new DataSummary.SplitCount(
                        e.getKey().name().toLowerCase(Locale.ROOT),
                        e.getValue().stream().mapToInt(Integer::intValue).sum(),
                        e.getValue()))
            .toList(),
        summary.bad().stream()
            .map(bad -> new DataSummary.RejectedRow(bad.where(), bad.id(), bad.reason()))
            .toList(),
        manifest.hash(),
        summary.duplicates().size(),
        summary.duplicates().stream().mapToInt(group -> group.ids().size()).sum(),
        examples);
  }

  private static String describe(DataSource source) {
    if (source instanceof DataSource.Csv csv) {
      return "the table " + Path.of(csv.table()).getFileName();
    }
    if (source instanceof DataSource.Folders folders) {
      return "the folders in " + Path.of(folders.root()).getFileName();
    }
    DataSource.Synthetic drawn = (DataSource.Synthetic) source;
    String shortcut =
        drawn.shortcut() == Shortcut.NONE
            ? "no planted shortcut"
            : String.format(
                Locale.ROOT,
                "a planted %s that agrees with the class in %.0f %% of the training images and by"
                    + " chance in the others",
                drawn.shortcut().name().toLowerCase(Locale.ROOT),
                100 * drawn.shortcutRate());
    return drawn.images() + " drawn vehicles with " + shortcut;
  }
}
