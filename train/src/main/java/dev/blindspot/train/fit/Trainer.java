package dev.blindspot.train.fit;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.Checkpoint.State;
import dev.blindspot.train.fit.batch.ArmTraining;
import dev.blindspot.train.fit.batch.BatchMaker;
import dev.blindspot.train.fit.batch.BatchMemory;
import dev.blindspot.train.fit.batch.FeatureCache;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.longer.MatchCondition;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Conditions;

/**
 * Trains one arm. A checkpoint is written after every epoch; training that was killed goes on from
 * there and ends with the same weights and history as if it had not been.
 */
public final class Trainer {
  private final ArmTraining arm;
  private final TrainingConfig training;
  private final BatchMaker batches;
  private final @Nullable Workers workers;
  private final StoppingRule stopping;
  private final Progress progress;
  private final Consumer<EpochRecord> epochs;
  private final Path checkpoints;
  private final Path model;

  /**
   * A trainer of one arm.
   *
   * @throws UserError if there are no images for what was asked for
   */
  public Trainer(ArmTraining arm, Progress progress) {
    this(arm, progress, epoch -> {});
  }

  /**
   * A trainer that tells of every epoch when its checkpoint is written; those of an earlier process
   * are told first.
   */
  public Trainer(ArmTraining arm, Progress progress, Consumer<EpochRecord> epochs) {
    this(arm, progress, epochs, null);
  }

  /** The same; with workers, they take the steps. */
  public Trainer(
      ArmTraining arm, Progress progress, Consumer<EpochRecord> epochs, @Nullable Workers workers) {
    this.workers = workers;
    if (arm.train().isEmpty()) {
      throw new UserError("there are no images to train on: the training split is empty");
    }
    if (workers != null && arm.arm().training().ema() != null) {
      throw new UserError(
          "training.ema of arm '%s' averages the steps of one machine: leave it out with --spark"
              .formatted(arm.name()));
    }
    this.arm = arm;
    this.training = arm.arm().training();
    this.progress = progress;
    this.epochs = epochs;
    this.checkpoints = arm.folder().resolve("checkpoints");
    this.model = arm.folder().resolve("model.zip");
    this.stopping = new StoppingRule(arm.name(), training, !arm.validation().isEmpty());
    this.batches =
        new BatchMaker(
            arm.arm(),
            arm.train(),
            arm.images(),
            arm.datasetMean(),
            arm.spec().classes().size(),
            arm.seed());
  }

  /** Trains from the first weights, or goes on from the checkpoint in the arm's folder. */
  public TrainedArm train() throws IOException {
    @Nullable Checkpoint found = Checkpoint.read(checkpoints).orElse(null);
    if (found != null) {
      requireSameSeed(found.state());
      requireSameWorkers(found.state());
      requireSameConvolutions(found.state());
      found.state().history().forEach(epochs);
      writeHistory(found.state()); // killed between checkpoint and history, the file lacks an epoch
      if (found.state().hasEnded() && Files.isRegularFile(model)) {
        return result(found.state());
      }
    }
    try (Network network = network();
        FeatureCache cache =
            new FeatureCache(network.frozen(), arm.model().featureCacheMb() * (1L << 20))) {
      MovingAverage average = new MovingAverage(training.ema(), network.trainable());
      State last = found == null ? start(network) : resume(network, average, found);
      INDArray best = found == null ? null : found.best();
      EpochSteps steps = steps(network, cache, average);
      while (!last.hasEnded()) {
        last = guarded(network, cache, steps, average, last);
        INDArray parameters = network.parameters();
        INDArray kept = best;
        if (stopping.keepsBest() && last.lastIsBest()) {
          kept = training.ema() == null ? parameters : average.during(network::parameters);
        }
        INDArray updater = network.trainable().getUpdater().getStateViewArray();
        new Checkpoint(last, parameters, updater, average.parameters(), kept).write(checkpoints);
        writeHistory(last);
        epochs.accept(last.history().get(last.history().size() - 1));
        freeOthers(kept, parameters, best);
        best = kept;
      }
      if (best == null) {
        average.install();
      } else {
        network.setParameters(best);
      }
      ModelFile.save(network, model);
      return result(last);
    }
  }

  private Network network() {
    return Network.trainable(
        arm.spec(),
        arm.model().frozenBlocks(),
        Optimisation.loss(training, arm.train(), arm.spec().classes().size()),
        base -> Optimisation.configure(base, training, steps(), arm.seed()));
  }

  /** Of the whole training. */
  private int steps() {
    int perEpoch =
        workers == null
            ? batches.batches()
            : AveragedSteps.perEpoch(workers, training, arm.train().size());
    return perEpoch * training.epochs();
  }

  private EpochSteps steps(Network network, FeatureCache cache, MovingAverage average) {
    return workers == null
        ? new TrainingSteps(network, cache, batches, arm.train().size(), average)
        : new AveragedSteps(workers, training, arm.train().size(), network.trainable());
  }

  private int countOfWorkers() {
    return workers == null ? 0 : workers.count();
  }

  /**
   * The checkpoint's epochs were drawn with its seed; with another one the rest would not match.
   */
  private void requireSameSeed(State before) {
    if (before.seed() != arm.seed()) {
      throw new UserError(
          "arm '%s' was begun with seed %d, and would go on with seed %d: start it with the seed of before, or anew with --force"
              .formatted(arm.name(), before.seed(), arm.seed()));
    }
  }

  /** Other workers would go on with other batches, and end with other numbers. */
  private void requireSameWorkers(State before) {
    if (!before.hasEnded() && before.workers() != countOfWorkers()) {
      throw new UserError(
          "arm '%s' was begun %s, and would go on %s: start it as before (--spark, training.averaging.workers), or anew with --force"
              .formatted(arm.name(), by(before.workers()), by(countOfWorkers())));
    }
  }

  /** Other code rounds otherwise: the numbers would be those of neither. */
  private void requireSameConvolutions(State before) {
    String now = Network.convolutions(arm.spec());
    if (!before.hasEnded() && before.convolutions() != null && !before.convolutions().equals(now)) {
      throw new UserError(
          "arm '%s' was begun with %s, and would go on with %s: start it as before (-Dblindspot.onednn, the same kind of processor), or anew with --force"
              .formatted(arm.name(), before.convolutions(), now));
    }
  }

  private static String by(int workers) {
    return workers == 0 ? "on one machine" : "by %d workers".formatted(workers);
  }

  private State start(Network network) {
    network.setParameters(arm.firstWeights());
    return State.start(arm.seed(), countOfWorkers(), Network.convolutions(arm.spec()));
  }

  private static State resume(Network network, MovingAverage average, Checkpoint checkpoint) {
    network.setParameters(checkpoint.parameters());
    average.restore(checkpoint.average());
    ComputationGraph graph = network.trainable();
    INDArray updater = checkpoint.updater();
    if (updater != null) {
      graph.getUpdater().setStateViewArray(updater);
    }
    graph.getConfiguration().setIterationCount(checkpoint.state().iteration());
    return checkpoint.state();
  }

  private State guarded(
      Network network, FeatureCache cache, EpochSteps steps, MovingAverage average, State before) {
    try {
      return epoch(network, cache, steps, average, before);
    } catch (DivergenceException e) {
      String kept =
          before.epochsDone() == 0
              ? ""
              : " The state after epoch %d is kept in %s."
                  .formatted(before.epochsDone(), checkpoints);
      throw new UserError(
          "arm '%s', epoch %d: %s. Lower training.optimiser.*.learningRate (or check the first weights) and start again with --force.%s"
              .formatted(arm.name(), before.epochsDone() + 1, e.getMessage(), kept),
          e);
    }
  }

  private State epoch(
      Network network, FeatureCache cache, EpochSteps steps, MovingAverage average, State before) {
    int epoch = before.epochsDone();
    long started = System.nanoTime();
    Nd4j.getRandom().setSeed(SampleRandom.of(arm.seed(), "dropout", epoch, 0).nextLong());
    double loss = steps.run(epoch, title(epoch), lastValidation(before), progress);
    requireFinite(network.trainable().params());
    double trainSeconds = secondsSince(started);
    Validation validation =
        average.during(
            () ->
                Validation.of(
                    network, cache, arm.validation(), arm.images(), training.batchSize()));
    if (!arm.validation().isEmpty()) {
      DivergenceException.requireFinite(validation.loss(), "the validation loss", "this epoch");
    }
    int iteration = network.trainable().getConfiguration().getIterationCount();
    EpochRecord record =
        new EpochRecord(
            epoch + 1,
            loss,
            validation.loss(),
            validation.accuracy(),
            Optimisation.learningRate(training, iteration - 1, steps()),
            trainSeconds,
            arm.train().size() / trainSeconds);
    return after(before, record, iteration, before.seconds() + secondsSince(started));
  }

  private State after(State before, EpochRecord record, int iteration, double seconds) {
    List<EpochRecord> history = new ArrayList<>(before.history());
    history.add(record);
    double value = stopping.value(record);
    boolean better = value > before.bestValue();
    State state =
        new State(
            arm.seed(),
            record.epoch(),
            iteration,
            better ? record.epoch() : before.bestEpoch(),
            better ? value : before.bestValue(),
            "",
            seconds,
            before.workers(),
            before.convolutions(),
            history);
    return state.ended(stopping.reasonToEnd(state));
  }

  /** A step may give a finite loss and still leave weights that are not numbers. */
  private static void requireFinite(INDArray parameters) {
    int bad =
        Nd4j.getExecutioner()
            .exec(new MatchCondition(parameters, Conditions.notFinite()))
            .getInt(0);
    DivergenceException.requireFinite(bad == 0 ? 0 : Double.NaN, "a weight", "the last step");
  }

  private void writeHistory(State state) throws IOException {
    HistoryFile.write(arm.folder().resolve("history.csv"), state.history());
  }

  private TrainedArm result(State state) {
    int kept = state.bestEpoch() > 0 ? state.bestEpoch() : state.epochsDone();
    return new TrainedArm(state.history(), kept, state.reason(), state.seconds(), model);
  }

  private String title(int epoch) {
    return String.format(Locale.ROOT, "%s: epoch %d/%d", arm.name(), epoch + 1, training.epochs());
  }

  private static String lastValidation(State state) {
    if (state.history().isEmpty()) {
      return "";
    }
    double accuracy = state.history().get(state.history().size() - 1).validationAccuracy();
    return Double.isNaN(accuracy)
        ? ""
        : String.format(Locale.ROOT, ", validation accuracy %.3f", accuracy);
  }

  private static void freeOthers(@Nullable INDArray kept, @Nullable INDArray... arrays) {
    for (INDArray array : arrays) {
      if (array != null && array != kept) {
        BatchMemory.free(array);
      }
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
