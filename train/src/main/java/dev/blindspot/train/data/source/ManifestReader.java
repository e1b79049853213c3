package dev.blindspot.train.data.source;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataConfig.SplitConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.manifest.BadRow;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.data.manifest.SplitAssigner;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads the images of a run from a table, from class folders or from the synthetic generator. Every
 * file is decoded once, on all cores; rows that cannot be used end the run or are left out, as
 * {@code data.onBadImage} says.
 */
public final class ManifestReader {
  private ManifestReader() {}

  /**
   * The manifest of a run: the same for the same files, configuration and seed, whatever the order
   * of the table.
   *
   * @param seed decides which images are held out
   * @param configFolder what relative paths are relative to
   * @param leftOut is told of the rows that cannot be used, also when these are refused
   * @param progress is told of every image that was looked at (or drawn)
   * @throws UserError when the source cannot be read, is empty, or has bad rows and these are
   *     refused
   */
  public static Manifest read(
      DataConfig config, long seed, Path configFolder, LeftOut leftOut, ProgressListener progress) {
    if (config.source() instanceof DataSource.Synthetic synthetic) {
      return new SyntheticManifest(synthetic, config.split(), seed).read(progress);
    }
    Listing listing = list(config, configFolder).withoutDoubles();
    CheckedRows rows = CheckedRows.check(listing, config.maxPixels(), progress);
    List<BadRow> bad = rows.bad();
    if (!bad.isEmpty() && config.onBadImage() == OnBadImage.REFUSE) {
      leftOut.write(bad);
      throw new UserError(refusal(bad, listing, leftOut));
    }
    leftOut.report(bad);
    if (rows.empty()) {
      throw new UserError("data.source: %s has no usable image.".formatted(listing.name()));
    }
    int[] groups = rows.groups(config.split().nearDuplicateBits());
    Map<String, Split> splits = new SplitAssigner(drawn(config), seed).assign(rows.members(groups));
    Manifest manifest = rows.manifest(splits, groups);
    leftOut.warn(manifest.acrossSplits());
    return manifest;
  }

  /** The same, telling nobody of rows that are left out. */
  public static Manifest read(
      DataConfig config, long seed, Path configFolder, ProgressListener progress) {
    return read(config, seed, configFolder, LeftOut.QUIET, progress);
  }

  /** A split that the source gives is not drawn once more. */
  private static SplitConfig drawn(DataConfig config) {
    SplitConfig split = config.split();
    if (config.source() instanceof DataSource.Folders folders && folders.splits() != null) {
      return new SplitConfig(
          folders.splits().validation() == null ? split.validation() : 0,
          folders.splits().test() == null ? split.test() : 0,
          split.nearDuplicateBits());
    }
    return split;
  }

  private static Listing list(DataConfig config, Path configFolder) {
    DataSource source = config.source();
    if (source instanceof DataSource.Csv csv) {
      return new CsvTable(csv, config.links(), configFolder).list();
    }
    if (source instanceof DataSource.Folders folders) {
      return new ClassFolders(folders, config.links(), configFolder).list();
    }
    throw new IllegalStateException("no reader for " + source);
  }

  private static String refusal(List<BadRow> bad, Listing listing, LeftOut leftOut) {
    return "%d of %d rows of %s cannot be used:\n%s\n%s"
        .formatted(
            bad.size(),
            listing.candidates().size(),
            listing.name(),
            String.join("\n", leftOut.lines(bad)),
            "Repair or remove them, or leave them out with data.onBadImage: skip.");
  }
}
