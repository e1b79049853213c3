package dev.blindspot.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.method.Schedule;
import dev.blindspot.augment.mixing.BatchAugmentation;
import dev.blindspot.augment.mixing.CutMix;
import dev.blindspot.augment.mixing.MixUp;
import dev.blindspot.augment.mixing.Pairing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class MixingPreProcessorTest {
  private static final MixUp MIX_UP = new MixUp(1, Pairing.PER_PAIR);

  private static INDArray features(int rows) {
    return Nd4j.linspace(0, 255, rows * 3L * 4 * 5, DataType.FLOAT).reshape('c', rows, 3, 4, 5);
  }

  private static INDArray labels(int rows) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, rows, 2);
    for (int i = 0; i < rows; i++) {
      labels.putScalar(i, i % 2, 1);
    }
    return labels;
  }

  private static DataSet batch(int rows) {
    return new DataSet(features(rows), labels(rows));
  }

  private static MixingPreProcessor always(BatchAugmentation mixing) {
    return new MixingPreProcessor(mixing, 5);
  }

  /** Pixels rise linearly from row to row, so a mixed pixel tells how the labels must be mixed. */
  @Test
  void mixesFeaturesAndLabelsAlike() {
    MixingPreProcessor preProcessor = always(MIX_UP);
    double first = features(2).getDouble(0, 0, 0, 0);
    double second = features(2).getDouble(1, 0, 0, 0);
    int mixed = 0;
    for (int draw = 0; draw < 20; draw++) {
      DataSet batch = batch(2);
      preProcessor.preProcess(batch);
      mixed += batch.getFeatures().equals(features(2)) ? 0 : 1;
      for (int i = 0; i < 2; i++) {
        double ofSecond = (batch.getFeatures().getDouble(i, 0, 0, 0) - first) / (second - first);
        assertThat(batch.getLabels().getDouble(i, 1)).isCloseTo(ofSecond, within(1e-5));
        assertThat(batch.getLabels().getDouble(i, 0)).isCloseTo(1 - ofSecond, within(1e-5));
      }
    }
    assertThat(mixed).as("batches of two whose rows are not their own partners").isBetween(4, 16);
  }

  @Test
  void takesBatchesOfAnySize() {
    for (BatchAugmentation mixing : List.of(MIX_UP, CutMix.paper())) {
      MixingPreProcessor preProcessor = always(mixing);
      for (int rows : new int[] {1, 2, 7, 1, 3}) {
        DataSet batch = batch(rows);
        preProcessor.preProcess(batch);
        assertThat(batch.getFeatures().shape()).containsExactly(rows, 3, 4, 5);
        for (double sum : batch.getLabels().sum(1).toDoubleVector()) {
          assertThat(sum).isCloseTo(1, within(1e-6));
        }
        if (rows == 1) {
          assertThat(batch.getFeatures()).isEqualTo(features(1));
        }
      }
    }
  }

  private static List<INDArray> epoch(MixingPreProcessor preProcessor) {
    List<INDArray> mixed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      DataSet batch = batch(4);
      preProcessor.preProcess(batch);
      mixed.add(batch.getFeatures());
    }
    return mixed;
  }

  @Test
  void drawsDependOnSeedEpochAndBatchAlone() {
    MixingPreProcessor preProcessor = always(MIX_UP);
    List<INDArray> first = epoch(preProcessor);
    List<INDArray> second = epoch(preProcessor);
    assertThat(first).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
    preProcessor.startEpoch(0);
    assertThat(epoch(preProcessor)).isEqualTo(first);
    preProcessor.startEpoch(1);
    List<INDArray> resumed = epoch(preProcessor);
    assertThat(resumed).doesNotContainAnyElementsOf(first);
    MixingPreProcessor other = always(MIX_UP);
    other.startEpoch(1);
    assertThat(epoch(other)).isEqualTo(resumed);
    assertThat(epoch(new MixingPreProcessor(MIX_UP, 6))).doesNotContainAnyElementsOf(first);
  }

  @Test
  void mixesWithItsProbability() {
    MixingPreProcessor rarely = new MixingPreProcessor(MIX_UP, 0.25, 1, Layout.NCHW);
    int mixed = 0;
    for (int i = 0; i < 1000; i++) {
      DataSet batch = batch(8);
      rarely.preProcess(batch);
      mixed += batch.getFeatures().equals(features(8)) ? 0 : 1;
    }
    assertThat(mixed).isBetween(205, 295);
  }

  @Test
  void mixingRampsAndIsSwitchedOffForTheLastEpochs() {
    Schedule schedule = new Schedule.Ramp(0, 1, 2).offForTheLast(1, 4);
    MixingPreProcessor counting = new MixingPreProcessor(MIX_UP, schedule, 1, Layout.NCHW);
    counting.countEpochs(50);
    List<Integer> mixed = new ArrayList<>();
    for (int epoch = 0; epoch < 5; epoch++) {
      mixed.add(mixedOf(50, counting));
    }
    assertThat(mixed.get(0)).isZero();
    assertThat(mixed.get(1)).isBetween(15, 35);
    assertThat(mixed.get(2)).isBetween(48, 50); // batches of 8 whose permutation moves nothing
    assertThat(mixed.get(3)).isZero();
    assertThat(mixed.get(4)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counting.countEpochs(0))
        .withMessage("number must be >= 1, was 0");
  }

  private static int mixedOf(int batches, MixingPreProcessor preProcessor) {
    int mixed = 0;
    for (int i = 0; i < batches; i++) {
      DataSet batch = batch(8);
      preProcessor.preProcess(batch);
      mixed += batch.getFeatures().equals(features(8)) ? 0 : 1;
    }
    return mixed;
  }

  @Test
  void countedEpochsAreTheOnesThatAreTold() {
    MixingPreProcessor counting = always(MIX_UP);
    counting.countEpochs(3);
    MixingPreProcessor told = always(MIX_UP);
    for (int epoch = 0; epoch < 3; epoch++) {
      told.startEpoch(epoch);
      assertThat(epoch(counting)).isEqualTo(epoch(told));
    }
  }

  @Test
  void mixesChannelsLast() {
    DataSet batch = new DataSet(features(3).permute(0, 2, 3, 1).dup('c'), labels(3));
    DataSet reference = batch(3);
    new MixingPreProcessor(CutMix.paper(), 1, 5, Layout.NHWC).preProcess(batch);
    always(CutMix.paper()).preProcess(reference);
    assertThat(batch.getFeatures().permute(0, 3, 1, 2).dup('c')).isEqualTo(reference.getFeatures());
    assertThat(batch.getLabels()).isEqualTo(reference.getLabels());
  }

  /**
   * Taken for planes, the last two axes of channels-last images would be cut: width and channels.
   */
  @Test
  void findsOutWhichAxisHoldsTheChannels() {
    MixingPreProcessor told = new MixingPreProcessor(CutMix.paper(), 1, 5, Layout.NHWC);
    MixingPreProcessor findsOut = Augmentations.cutMix().seed(5).toPreProcessor();
    int mixed = 0;
    for (int draw = 0; draw < 20; draw++) {
      INDArray images =
          Nd4j.linspace(0, 255, 3L * 8 * 9 * 3, DataType.FLOAT).reshape('c', 3, 8, 9, 3);
      DataSet expected = new DataSet(images.dup('c'), labels(3));
      DataSet found = new DataSet(images.dup('c'), labels(3));
      told.preProcess(expected);
      findsOut.preProcess(found);
      assertThat(found.getFeatures()).isEqualTo(expected.getFeatures());
      assertThat(found.getLabels()).isEqualTo(expected.getLabels());
      mixed += found.getFeatures().equals(images) ? 0 : 1;
    }
    assertThat(mixed).isGreaterThan(5);
  }

  @Test
  void aLayoutThatTheShapeDoesNotTellIsAskedForWhereItMatters() {
    for (long[] shape : new long[][] {{2, 4, 9, 3}, {2, 8, 9, 16}}) {
      DataSet batch = new DataSet(Nd4j.zeros(DataType.FLOAT, shape), labels(2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> always(CutMix.paper()).preProcess(batch))
          .withMessage(
              "layout must be given for features of shape %s: either axis could hold the channels"
                  .formatted(java.util.Arrays.toString(shape)));
      always(MIX_UP).preProcess(batch); // a sum of images has no axes
      new MixingPreProcessor(CutMix.paper(), 1, 5, Layout.NCHW).preProcess(batch);
    }
  }

  @Test
  void classNumbersAreRefused() {
    INDArray numbers = Nd4j.createFromArray(2f, 0f, 1f).reshape(3, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> always(MIX_UP).preProcess(new DataSet(features(3), numbers)))
        .withMessage(
            "labels must be [N,K] with a share for each of K >= 2 classes, were [3, 1];"
                + " class numbers cannot be mixed: make them one-hot");
    assertThat(numbers.toFloatVector()).containsExactly(2, 0, 1);
  }

  @Test
  void mixesAllArraysOfAMultiDataSetAlike() {
    DataSet reference = batch(4);
    always(MIX_UP).preProcess(reference);
    MultiDataSet multi =
        new MultiDataSet(
            new INDArray[] {features(4), features(4)}, new INDArray[] {labels(4), labels(4)});
    always(MIX_UP).preProcess(multi);
    for (int i = 0; i < 2; i++) {
      assertThat(multi.getFeatures(i)).isEqualTo(reference.getFeatures());
      assertThat(multi.getLabels(i)).isEqualTo(reference.getLabels());
    }
  }

  @Test
  void mixesLabelMasks() {
    MixingPreProcessor preProcessor = always(MIX_UP);
    for (int draw = 0; draw < 20; draw++) {
      INDArray mask = Nd4j.create(new float[][] {{1}, {0}});
      DataSet batch = new DataSet(features(2), labels(2), noMask(), mask);
      preProcessor.preProcess(batch);
      boolean mixed = !batch.getFeatures().equals(features(2));
      assertThat(batch.getLabelsMaskArray().toFloatVector()).containsExactly(mixed ? 0 : 1, 0);
    }
  }

  @SuppressWarnings("NullAway") // DL4J's constructor takes null for "no mask"
  private static INDArray noMask() {
    return null;
  }

  @SuppressWarnings("NullAway") // a data set of unlabelled images
  private static DataSet unlabelled() {
    return new DataSet(features(2), null);
  }

  @Test
  void refusesWhatCannotBeMixed() {
    MixingPreProcessor preProcessor = always(MIX_UP);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preProcessor.preProcess(unlabelled()))
        .withMessage("labels must be given: mixing changes them");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> preProcessor.preProcess(new DataSet(Nd4j.zeros(DataType.FLOAT, 2, 7), labels(2))))
        .withMessage("features must have four axes");
    DataSet masked = new DataSet(features(2), labels(2), Nd4j.ones(2, 4), noMask());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preProcessor.preProcess(masked))
        .withMessage("features must not have a mask");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MixingPreProcessor(MIX_UP, 1.5, 1, Layout.NCHW))
        .withMessage("probability must be between 0 and 1, was 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preProcessor.startEpoch(-2))
        .withMessage("number must be >= 0, was -2");
  }

  /** DL4J serializes pre-processors, for example to send them to workers. */
  @Test
  void survivesJavaSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(always(CutMix.paper()));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      MixingPreProcessor copy = (MixingPreProcessor) in.readObject();
      assertThat(epoch(copy)).isEqualTo(epoch(always(CutMix.paper())));
    }
  }
}
