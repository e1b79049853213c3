package dev.blindspot.train.fit;

import dev.blindspot.augment.BytePainter;
import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.config.TrainingConfig.EarlyStopping;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.data.Batches;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.fit.Checkpoint.State;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.random.SampleRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one arm. A checkpoint is written after every epoch; training that was killed goes on from there and ends with
 * the same weights and history as if it had not been.
 */
public final class Trainer {
  private static final String CHECKPOINTS = "checkpoints";

  private final ArmTraining arm;
  private final TrainingConfig training;
  private final BatchMaker batches;
  private final Progress progress;

  public Trainer(ArmTraining arm, Progress progress) {
    this.arm = arm;
    this.training = arm.arm().training();
    this.progress = progress;
    this.batches =
        new BatchMaker(
            arm.train(),
            arm.pictures(),
            arm.arm().augmentation(),
            training,
            new BytePainter(arm.datasetMean()),
            arm.spec().classes().size(),
            arm.seed());
    if (arm.train().isEmpty()) {
      throw new UserError("there are no pictures to train on: the training split is empty");
    }
  }

  /** Trains from the first weights, or goes on from the checkpoint in the arm's folder. */
  public TrainedArm train() throws IOException {
    Path checkpoints = arm.folder().resolve(CHECKPOINTS);
    Path model = arm.folder().resolve("model.zip");
    @Nullable Checkpoint found = Checkpoint.read(checkpoints).orElse(null);
    if (found != null && found.state().finished() && Files.isRegularFile(model)) {
      return result(found.state(), model);
    }
    int steps = batches.batches() * training.epochs();
    try (Network network =
        Network.trainable(
            arm.spec(),
            arm.model().frozenBlocks(),
            Optimisation.loss(training, arm.train(), arm.spec().classes().size()),
            base -> Optimisation.configure(base, training, steps, arm.seed()))) {
      Checkpoint last = found == null ? start(network) : resume(network, found);
      FeatureCache cache = new FeatureCache(network, arm.model().featureCacheMb() * (1L << 20));
      while (!last.state().finished()) {
        last = epoch(network, cache, last);
        last.write(checkpoints);
        HistoryFile.write(arm.folder().resolve("history.csv"), last.state().history());
      }
      if (last.best() != null) {
        network.setParameters(last.best());
      }
      ModelFile.save(network, model);
      return result(last.state(), model);
    }
  }

  private Checkpoint start(Network network) {
    network.setParameters(arm.firstWeights());
    return new Checkpoint(State.start(arm.seed()), arm.firstWeights(), null, null);
  }

  private static Checkpoint resume(Network network, Checkpoint checkpoint) {
    network.setParameters(checkpoint.parameters());
    ComputationGraph graph = network.trainable();
    INDArray updater = checkpoint.updater();
    if (updater != null) {
      graph.getUpdater().setStateViewArray(updater);
    }
    graph.getConfiguration().setIterationCount(checkpoint.state().iteration());
    return checkpoint;
  }

  private Checkpoint epoch(Network network, FeatureCache cache, Checkpoint last) {
    State before = last.state();
    int epoch = before.epochsDone();
    long started = System.nanoTime();
    Nd4j.getRandom().setSeed(SampleRandom.of(arm.seed(), "dropout", epoch, 0).nextLong());
    double loss = steps(network, cache, epoch, before);
    double trainSeconds = seconds(started);
    Validation validation = validate(network, cache);
    ComputationGraph graph = network.trainable();
    int iteration = graph.getConfiguration().getIterationCount();
    EpochRecord record =
        new EpochRecord(
            epoch + 1,
            loss,
            validation.loss(),
            validation.accuracy(),
            Optimisation.learningRate(training, iteration - 1, batches.batches() * training.epochs()),
            trainSeconds,
            arm.train().size() / trainSeconds);
    List<EpochRecord> history = new ArrayList<>(before.history());
    history.add(record);

    double value = watched(record);
    boolean better = value > before.bestValue();
    int bestEpoch = better ? epoch + 1 : before.bestEpoch();
    double spent = before.seconds() + seconds(started);
    String reason = reasonToEnd(epoch + 1, bestEpoch, spent);
    State state =
        new State(
            arm.seed(),
            epoch + 1,
            iteration,
            training.earlyStopping() == null ? 0 : bestEpoch,
            Math.max(value, before.bestValue()),
            !reason.isEmpty(),
            reason,
            spent,
            history);
    INDArray parameters = network.parameters();
    INDArray best = training.earlyStopping() == null ? null : better ? parameters : last.best();
    INDArray updater = graph.getUpdater().getStateViewArray();
    return new Checkpoint(state, parameters, updater, best);
  }

  private double steps(Network network, FeatureCache cache, int epoch, State before) {
    int[] order = batches.order(epoch);
    int count = batches.batches();
    double loss = 0;
    String title = String.format(Locale.ROOT, "%s: epoch %d/%d", arm.name(), epoch + 1, training.epochs());
    String known = lastValidation(before);
    try (Prefetch prefetch = new Prefetch(count, i -> batches.make(epoch, order, i));
        Progress.Task task = progress.start(title, arm.train().size())) {
      for (int i = 0; i < count; i++) {
        Batch batch = prefetch.take();
        INDArray features = cache.features(batch);
        network.trainable().fit(new INDArray[] {features}, new INDArray[] {batch.labels()});
        double score = network.trainable().score();
        requireFinite(score, epoch, i);
        loss += score * batch.rows().size();
        task.step(
            Math.min(arm.train().size(), (long) (i + 1) * training.batchSize()),
            String.format(Locale.ROOT, "loss %.3f%s", score, known));
      }
    }
    return loss / arm.train().size();
  }

  private void requireFinite(double score, int epoch, int step) {
    if (!Double.isFinite(score)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "arm '%s': the loss became %s in epoch %d, step %d. Lower training.optimiser.*.learningRate (or check the"
                  + " weights); the last good epoch is kept in %s.",
              arm.name(),
              score,
              epoch + 1,
              step + 1,
              arm.folder().resolve(CHECKPOINTS)));
    }
  }

  private record Validation(double loss, double accuracy) {}

  private Validation validate(Network network, FeatureCache cache) {
    List<ManifestRow> rows = arm.validation();
    if (rows.isEmpty()) {
      return new Validation(Double.NaN, Double.NaN);
    }
    double loss = 0;
    int right = 0;
    for (int from = 0; from < rows.size(); from += training.batchSize()) {
      List<ManifestRow> part = rows.subList(from, Math.min(rows.size(), from + training.batchSize()));
      float[][] probabilities = network.scoreFeatures(cache.features(plain(part))).toFloatMatrix();
      for (int i = 0; i < part.size(); i++) {
        int label = part.get(i).label();
        loss -= Math.log(Math.max(probabilities[i][label], 1e-12));
        right += argMax(probabilities[i]) == label ? 1 : 0;
      }
    }
    return new Validation(loss / rows.size(), (double) right / rows.size());
  }

  private Batch plain(List<ManifestRow> rows) {
    List<Picture> pictures = rows.stream().map(arm.pictures()::get).toList();
    boolean[] untouched = new boolean[rows.size()];
    Arrays.fill(untouched, true);
    return new Batch(rows, Batches.toArray(pictures), Nd4j.empty(), untouched);
  }

  private double watched(EpochRecord record) {
    EarlyStopping stopping = training.earlyStopping();
    if (stopping == null) {
      return Double.NEGATIVE_INFINITY;
    }
    double value =
        stopping.metric() == EarlyStopping.Metric.VALIDATION_LOSS
            ? -record.validationLoss()
            : record.validationAccuracy();
    if (Double.isNaN(value)) {
      throw new UserError("training.earlyStopping needs validation pictures: data.split.validation leaves none");
    }
    return value;
  }

  private String reasonToEnd(int done, int bestEpoch, double seconds) {
    EarlyStopping stopping = training.earlyStopping();
    if (done >= training.epochs()) {
      return "all epochs done";
    }
    if (stopping != null && done - bestEpoch >= stopping.patience()) {
      return "no better %s for %d epochs"
          .formatted(stopping.metric().name().toLowerCase(Locale.ROOT).replace('_', ' '), stopping.patience());
    }
    if (training.timeBudgetMinutes() > 0 && seconds >= training.timeBudgetMinutes() * 60) {
      return "time budget spent";
    }
    return "";
  }

  private static TrainedArm result(State state, Path model) {
    int kept = state.bestEpoch() > 0 ? state.bestEpoch() : state.epochsDone();
    return new TrainedArm(state.history(), kept, state.reason(), state.seconds(), model);
  }

  private static String lastValidation(State state) {
    if (state.history().isEmpty()) {
      return "";
    }
    EpochRecord last = state.history().get(state.history().size() - 1);
    return String.format(Locale.ROOT, ", validation accuracy %.3f", last.validationAccuracy());
  }

  private static int argMax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
