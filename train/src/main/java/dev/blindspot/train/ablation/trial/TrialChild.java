package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.EpochRecord;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.job.TrialJob;
import dev.blindspot.train.run.job.TrialJob.Measured;
import dev.blindspot.train.run.job.TrialJob.On;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What the process of a trial does. */
public final class TrialChild {
  private TrialChild() {}

  /**
   * Trains and measures one trial, and leaves its scores in its folder.
   *
   * @param run the first arm is trained
   * @param folder of checkpoints and model
   * @param shared folder of the images that trials share
   * @param lines receives one line per epoch, for the process that started this one
   */
  public static void carryOut(
      LoadedConfig run, Path folder, Path shared, On on, Consumer<String> lines) {
    Measured measured =
        new TrialJob(run, shared, Progress.NONE)
            .run(folder, on, epoch -> lines.accept(EpochLine.of(values(epoch))));
    Phase phase = on == On.TEST ? Phase.FINAL : Phase.SEARCH;
    try {
      ScoresFile.write(scores(measured), folder.resolve(ScoresFile.name(phase)));
    } catch (IOException e) {
      throw new UserError(
          "the scores in %s cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static EpochValues values(EpochRecord e) {
    return new EpochValues(
        e.epoch(), e.trainLoss(), e.validationLoss(), e.validationAccuracy(), e.seconds());
  }

  private static TrialScores scores(Measured m) {
    return new TrialScores(
        m.weights(),
        m.evaluation().accuracy(),
        m.occlusionAuc(),
        m.evaluation().logLoss(),
        m.evaluation().ece(),
        m.correct(),
        m.areas(),
        m.worstPlace(),
        m.worst());
  }
}
