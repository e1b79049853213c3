package dev.blindspot.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.datavec.image.loader.NativeImageLoader;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Runs the program of the README on reddish and bluish images of different sizes. */
class PlainDl4jProgramTest {
  private static final int PER_CLASS = 13;

  @TempDir private Path folder = Path.of("unset");

  @BeforeEach
  void drawImages() throws IOException {
    Random random = new Random(4);
    for (int i = 0; i < PER_CLASS; i++) {
      draw("blue", i, new Color(random.nextInt(90), 40, 160 + random.nextInt(90)), 40 + i);
      draw("red", i, new Color(160 + random.nextInt(90), 40, random.nextInt(90)), 60 - i);
    }
  }

  private void draw(String label, int number, Color colour, int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side + 7, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, side, side + 7);
    graphics.dispose();
    Path parent = Files.createDirectories(folder.resolve(label));
    ImageIO.write(image, "jpg", parent.resolve(number + ".jpg").toFile());
  }

  private static List<DataSet> epoch(DataSetIterator iterator) {
    List<DataSet> batches = new ArrayList<>();
    while (iterator.hasNext()) {
      batches.add(iterator.next());
    }
    return batches;
  }

  @Test
  void batchesAreAugmentedMixedAndScaled() throws IOException {
    List<DataSet> batches = epoch(PlainDl4jProgram.batches(folder.toFile(), 8));
    assertThat(batches).extracting(DataSet::numExamples).containsExactly(8, 8, 8, 2);
    Set<Double> weights = new HashSet<>();
    for (DataSet batch : batches) {
      assertThat(batch.getFeatures().minNumber().doubleValue()).isBetween(0.0, 1.0);
      assertThat(batch.getFeatures().maxNumber().doubleValue()).isBetween(0.5, 1.0);
      for (double sum : batch.getLabels().sum(1).toDoubleVector()) {
        assertThat(sum).isCloseTo(1, within(1e-6));
      }
      for (double weight : batch.getLabels().ravel().toDoubleVector()) {
        weights.add(weight);
      }
    }
    assertThat(weights).as("label weights other than 0 and 1").hasSizeGreaterThan(3);
  }

  /** Without its hole, an image of one colour has nearly no variance. */
  @Test
  void everyImageHasItsHole() throws IOException {
    for (DataSet batch : epoch(PlainDl4jProgram.batches(folder.toFile(), 1))) {
      assertThat(largestDeviation(batch.getFeatures().slice(0))).isGreaterThan(0.015);
    }
    INDArray original =
        new NativeImageLoader(32, 32, 3).asMatrix(folder.resolve("red/1.jpg").toFile()).div(255);
    assertThat(largestDeviation(original.slice(0))).isLessThan(0.005);
  }

  private static double largestDeviation(INDArray image) {
    return IntStream.range(0, 3)
        .mapToDouble(channel -> image.slice(channel).dup().stdNumber().doubleValue())
        .max()
        .orElseThrow();
  }

  @Test
  void theSameProgramMakesTheSameBatchesAndEpochsDiffer() throws IOException {
    DataSetIterator first = PlainDl4jProgram.batches(folder.toFile(), 8);
    DataSetIterator second = PlainDl4jProgram.batches(folder.toFile(), 8);
    List<INDArray> features = epoch(first).stream().map(DataSet::getFeatures).toList();
    assertThat(epoch(second)).extracting(DataSet::getFeatures).isEqualTo(features);
    first.reset();
    second.reset();
    List<INDArray> next = epoch(first).stream().map(DataSet::getFeatures).toList();
    assertThat(epoch(second)).extracting(DataSet::getFeatures).isEqualTo(next);
    assertThat(next).doesNotContainAnyElementsOf(features);
  }

  @Test
  void trains() throws IOException {
    MultiLayerNetwork network =
        PlainDl4jProgram.train(PlainDl4jProgram.batches(folder.toFile(), 8), 2, 12);
    NativeImageLoader loader = new NativeImageLoader(32, 32, 3);
    INDArray red = loader.asMatrix(folder.resolve("red/2.jpg").toFile()).div(255);
    INDArray blue = loader.asMatrix(folder.resolve("blue/2.jpg").toFile()).div(255);
    assertThat(network.output(red).getDouble(0, 1)).isGreaterThan(0.5);
    assertThat(network.output(blue).getDouble(0, 0)).isGreaterThan(0.5);
  }
}
