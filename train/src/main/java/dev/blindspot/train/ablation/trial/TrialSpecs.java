package dev.blindspot.train.ablation.trial;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.config.reader.LoadedConfig;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Makes the tasks of trials. A setting and a seed have one folder, so that the final comparison
 * takes over what the search has trained; trials with the same images share them.
 */
public final class TrialSpecs {
  /** In the folder of the ablation: one folder for each setting and seed. */
  public static final String TRIALS = "trials";

  private final LoadedAblation ablation;
  private final Path folder;
  private final BiConsumer<Path, LoadedConfig> share;
  private final Set<Path> prepared = new HashSet<>();

  /**
   * Tasks in the folder of an ablation.
   *
   * @param share prepares the images of a run in a folder
   */
  public TrialSpecs(LoadedAblation ablation, Path folder, BiConsumer<Path, LoadedConfig> share) {
    this.ablation = ablation;
    this.folder = folder;
    this.share = share;
  }

  /** The folder of the ablation. */
  Path folder() {
    return folder;
  }

  TrialSpec of(TrialRecord trial, TrialSetting setting) {
    LoadedConfig run = ablation.trial(setting.values(), trial.seed());
    Path shared = shared(folder, run);
    synchronized (prepared) {
      if (!prepared.contains(shared)) {
        share.accept(shared, ablation.trial(setting.values(), ablation.dataSeed()));
        prepared.add(shared);
      }
    }
    Path own = folder.resolve(TRIALS).resolve("%04d-%d".formatted(setting.id(), trial.seed()));
    return new TrialSpec(
        trial.id(),
        setting.id(),
        trial.seed(),
        trial.phase(),
        run.resolvedYaml(),
        own.toString(),
        shared.toString());
  }

  /** The folder of a run's images; runs with the same images of the same size have the same. */
  public static Path shared(Path folder, LoadedConfig run) {
    RunConfig config = run.config();
    long key = SampleRandom.key(config.model().inputSize(), config.data().toString());
    return folder.resolve("shared").resolve("%016x".formatted(key));
  }
}
