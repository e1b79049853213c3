package dev.blindspot.train.data.source;

import dev.blindspot.datasets.SyntheticSpec;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.concurrent.InParallel;
import dev.blindspot.train.config.DataConfig.SplitConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.manifest.ContentHash;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.data.manifest.SplitAssigner;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.CacheFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The manifest of drawn images. Splits come first and images afterwards, because a planted shortcut
 * follows the class in training images only. Sets are kept in the cache folder, one folder per
 * configuration and split.
 */
final class SyntheticManifest {
  private static final int KEY_DIGITS = 16;
  private static final long MOST_PIXELS = 1024L * 1024; // the largest that is drawn

  private final DataSource.Synthetic source;
  private final SplitConfig split;
  private final long seed;

  SyntheticManifest(DataSource.Synthetic source, SplitConfig split, long seed) {
    this.source = source;
    this.split = split;
    this.seed = seed;
  }

  Manifest read(ProgressListener progress) {
    List<SyntheticSpec> drafts = new ArrayList<>();
    List<SplitAssigner.Member> members = new ArrayList<>();
    for (int i = 0; i < source.images(); i++) {
      SyntheticSpec draft = new SyntheticSpec(i, SyntheticSpec.balancedLabel(i), false);
      drafts.add(draft);
      members.add(new SplitAssigner.Member(draft.id(), draft.label(), i));
    }
    Map<String, Split> splits = new SplitAssigner(split, seed).assign(members);
    List<SyntheticSpec> plans =
        drafts.stream()
            .map(
                draft ->
                    new SyntheticSpec(
                        draft.index(), draft.label(), splits.get(draft.id()) == Split.TRAIN))
            .toList();
    List<SyntheticFile> images = new SyntheticSet(folder(plans), source, plans).write(progress);
    List<ManifestRow> rows =
        InParallel.map(images, image -> row(image, splits), ProgressListener.NONE);
    return new Manifest(
        DataSource.Synthetic.CLASSES,
        rows.stream().sorted(Comparator.comparing(ManifestRow::id)).toList(),
        List.of());
  }

  private Path folder(List<SyntheticSpec> plans) {
    ContentHash key = new ContentHash();
    key.add(source.toString());
    plans.forEach(plan -> key.add(plan.toString()));
    return CacheFolder.path().resolve("synthetic").resolve(key.hex().substring(0, KEY_DIGITS));
  }

  private static ManifestRow row(SyntheticFile image, Map<String, Split> splits) {
    try {
      String hash = ContentHash.of(ImageReader.bytes(image.path(), MOST_PIXELS));
      Split split = splits.getOrDefault(image.id(), Split.TRAIN);
      return new ManifestRow(image.id(), image.path(), image.label(), split, hash, image.boxes());
    } catch (BadImageException e) {
      throw new UserError(
          "The drawn image %s %s; empty the folder that holds it and run again."
              .formatted(image.path(), e.reason()),
          e);
    }
  }
}
