package dev.blindspot.explain.engine;

import dev.blindspot.explain.onednn.graph.GraphTiming;
import dev.blindspot.explain.onednn.graph.MultiplicationPeak;
import dev.blindspot.explain.onednn.graph.StepTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How long each layer of a compiled network takes, beside the network as a whole and the least that
 * direct convolution would need. All times are medians of the same rounds.
 *
 * @param images of one call, at most those of the batch; sizes, multiplications and seconds of the
 *     layers are those of a call
 * @param layers in order; what follows the features is the last one
 * @param secondsPerImage of scoring the whole batch: with pixels scaled, and features converted
 * @param matrices how fast matrices are multiplied
 */
public record LayerTimes(
    int images, List<StepTime> layers, double secondsPerImage, MultiplicationPeak matrices) {
  private static final int WARM_UP = 2;

  public LayerTimes {
    layers = List.copyOf(layers);
  }

  /**
   * Measures now.
   *
   * @param batch as for {@link CompiledNetwork#score}
   * @param rounds how often, at least 1
   * @throws IllegalStateException if oneDNN's own primitives do not compute the network; the
   *     message says why
   */
  public static LayerTimes measure(CompiledNetwork network, INDArray batch, int rounds) {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be >= 1, was " + rounds);
    }
    List<Double> whole = new ArrayList<>();
    List<Double> head = new ArrayList<>();
    int images = network.images().atOnce(batch);
    try (GraphTiming timing = network.images().timing(batch);
        INDArray features = features(network, batch, images)) {
      for (int i = 0; i < WARM_UP; i++) {
        timing.warmUp();
        network.score(batch).close();
      }
      for (int i = 0; i < rounds; i++) {
        timing.measure();
        whole.add(seconds(() -> network.score(batch).close()) / batch.size(0));
        head.add(seconds(() -> network.probabilities(network.head().logits(features)).close()));
      }
      List<StepTime> layers = new ArrayList<>(timing.steps());
      layers.add(head(network, features, median(head)));
      return new LayerTimes(images, layers, median(whole), MultiplicationPeak.ofMatrices());
    }
  }

  private static INDArray features(CompiledNetwork network, INDArray batch, int images) {
    var maps = network.trunk().maps((int) batch.size(2), (int) batch.size(3));
    return Nd4j.rand(DataType.FLOAT, images, maps.get(maps.size() - 1).floats());
  }

  private static StepTime head(CompiledNetwork network, INDArray features, double seconds) {
    INDArray logits = network.head().logits(features);
    return new StepTime(
        "dense layers and last activation",
        Arrays.stream(features.shape()).boxed().toList(),
        Arrays.stream(logits.shape()).boxed().toList(),
        Optional.empty(),
        "ND4J",
        features.size(0) * network.head().work(),
        seconds,
        seconds);
  }

  /** Of all layers for one image. */
  public double layerSecondsPerImage() {
    return sum(StepTime::seconds) / images;
  }

  /** The same if all convolutions were direct. */
  public double directSecondsPerImage() {
    return sum(StepTime::directSeconds) / images;
  }

  /** Multiplications of all layers for one image, by direct convolution. */
  public long multiplicationsPerImage() {
    return layers.stream().mapToLong(StepTime::multiplications).sum() / images;
  }

  /** What direct convolution would take for one image if every layer ran at the peak. */
  public double floorSecondsPerImage() {
    return 2.0 * multiplicationsPerImage() / peak().gflops() / 1e9;
  }

  /** The fastest of the product of matrices and of the layers by direct convolution. */
  public MultiplicationPeak peak() {
    return layers.stream()
        .filter(layer -> layer.algorithm().isPresent())
        .map(LayerTimes::direct)
        .max(Comparator.comparingDouble(MultiplicationPeak::gflops))
        .filter(fastest -> fastest.gflops() > matrices.gflops())
        .orElse(matrices);
  }

  private static MultiplicationPeak direct(StepTime layer) {
    return new MultiplicationPeak(
        2.0 * layer.multiplications() / layer.directSeconds() / 1e9,
        "the fastest layer by direct convolution, %s to %s"
            .formatted(joined(layer.source()), joined(layer.output())));
  }

  private static String joined(List<Long> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private double sum(ToDoubleFunction<StepTime> figure) {
    return layers.stream().mapToDouble(figure).sum();
  }

  private static double seconds(Runnable work) {
    long before = System.nanoTime();
    work.run();
    return (System.nanoTime() - before) / 1e9;
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}
