package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import java.io.Serializable;

/**
 * What a trial needs, wherever it runs.
 *
 * @param id of the trial
 * @param setting id of the setting
 * @param seed of the training
 * @param phase decides which images it is measured on
 * @param config the run as YAML
 * @param folder of its checkpoints and model
 * @param shared folder of the images
 */
public record TrialSpec(
    int id, int setting, long seed, Phase phase, String config, String folder, String shared)
    implements Serializable {}
