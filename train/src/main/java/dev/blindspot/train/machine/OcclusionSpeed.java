package dev.blindspot.train.machine;

import dev.blindspot.explain.engine.ArithmeticFloor;
import dev.blindspot.explain.engine.IncrementalOcclusion;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.model.Preprocessing;
import dev.blindspot.train.model.ScoringNetwork;
import dev.blindspot.train.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures whole occlusion maps on this machine: VGG16 at full width with random weights, 224 x
 * 224. Maps and plain inference take turns, so that both see the same machine.
 */
public final class OcclusionSpeed implements AutoCloseable {
  private static final int PLAIN_BATCH = 8;
  private static final int COMPARED = 32;
  private static final float GREY = 127.5f;

  private final List<Window> windows;
  private final int size;
  private final Network layers;
  private final ScoringNetwork network;
  private final IncrementalOcclusion engine;
  private final float[] image;
  private final float[] grey;

  /**
   * Prepares the network.
   *
   * @throws UserError if the network is not compiled, because ND4J does not run on a CPU
   */
  public OcclusionSpeed(int windowPx, int stridePx) {
    // pixels within -1..1: with larger ones random weights are sure, and no score would ever change
    this(windowPx, stridePx, SpeedTest.network(0, Preprocessing.SYMMETRIC));
  }

  /** With a network that is closed with this. */
  OcclusionSpeed(int windowPx, int stridePx, Network layers) {
    this.size = layers.spec().inputSize();
    WindowGrid grid = new WindowGrid(size, size, windowPx, stridePx);
    this.windows = IntStream.range(0, grid.size()).mapToObj(grid::window).toList();
    this.layers = layers;
    this.network = ScoringNetwork.of(layers);
    this.engine =
        network
            .incremental()
            .orElseThrow(() -> new UserError("bench occlusion measures the engine for CPUs only"));
    this.image = SpeedTest.vehicle(size);
    this.grey = new float[image.length];
    Arrays.fill(grey, GREY);
  }

  /**
   * What was measured.
   *
   * @param engine what computed the scores
   * @param windows windows of a map
   * @param msPerWindow time of a whole map, with the clean image's pass, by its windows; median
   * @param plainMsPerImage plain inference of the same network, batch 8, compiled; median
   * @param layersMsPerImage the same by the layers that are trained
   * @param maxAbsDiff largest difference of a probability to full inference by those layers
   * @param maxDrop largest change of a probability by a window, to compare {@code maxAbsDiff} with
   * @param floor what the convolutions of the changed rectangles take
   * @param maps maps that were timed
   */
  public record Result(
      String engine,
      int windows,
      double msPerWindow,
      double plainMsPerImage,
      double layersMsPerImage,
      double maxAbsDiff,
      double maxDrop,
      ArithmeticFloor floor,
      int maps,
      Map<String, Object> conditions) {

    /** The least time that the arithmetic allows, in milliseconds per window. */
    public double floorMsPerWindow() {
      return floor.seconds() * 1e3 / windows;
    }
  }

  /**
   * Measures.
   *
   * @param maps how often, at least 1
   */
  public Result measure(int maps, Progress progress) {
    INDArray batch = SpeedTest.noise(PLAIN_BATCH, size);
    List<Double> mapMs = new ArrayList<>();
    List<Double> plainMs = new ArrayList<>();
    List<Double> layersMs = new ArrayList<>();
    try (Progress.Task task = progress.start("occlusion", (long) (maps + 1) * windows.size())) {
      for (int map = 0; map <= maps; map++) {
        long before = (long) map * windows.size();
        double ms = map(task, before) / windows.size();
        double plain = Timing.ms(() -> network.score(batch).close()) / PLAIN_BATCH;
        double byLayers = Timing.ms(() -> layers.score(batch).close()) / PLAIN_BATCH;
        if (map > 0) { // the first one warms up
          mapMs.add(ms);
          plainMs.add(plain);
          layersMs.add(byLayers);
        }
      }
    }
    double[] differences = differences();
    return new Result(
        engine.name(),
        windows.size(),
        Timing.median(mapMs),
        Timing.median(plainMs),
        Timing.median(layersMs),
        differences[0],
        differences[1],
        ArithmeticFloor.measure(engine, size, size, windows),
        maps,
        conditions());
  }

  private double map(Progress.Task task, long before) {
    return Timing.ms(
        () -> {
          try (OcclusionEngine.Session session = engine.open(image, 3, size, size)) {
            session.scores(windows, grey, (done, total) -> task.step(before + done, engine.name()));
          }
        });
  }

  /** Largest difference to full inference, and largest drop, over windows from all over the map. */
  private double[] differences() {
    int count = Math.min(COMPARED, windows.size());
    List<Window> some =
        IntStream.range(0, count)
            .mapToObj(i -> windows.get(count == 1 ? 0 : i * (windows.size() - 1) / (count - 1)))
            .toList();
    double difference = 0;
    double drop = 0;
    try (OcclusionEngine.Session session = engine.open(image, 3, size, size)) {
      float[][] scores = session.scores(some, grey, ProgressListener.NONE);
      for (int i = 0; i < count; i++) {
        float[] full = full(some.get(i));
        for (int k = 0; k < full.length; k++) {
          difference = Math.max(difference, Math.abs(full[k] - scores[i][k]));
          drop = Math.max(drop, Math.abs(full[k] - session.cleanScores()[k]));
        }
      }
    }
    return new double[] {difference, drop};
  }

  private float[] full(Window window) {
    float[] occluded = image.clone();
    for (int plane = 0; plane < 3; plane++) {
      for (int y = window.y(); y < window.y() + window.height(); y++) {
        int start = (plane * size + y) * size + window.x();
        Arrays.fill(occluded, start, start + window.width(), GREY);
      }
    }
    INDArray batch = Nd4j.createFromArray(occluded).reshape(1, 3, size, size);
    return layers.score(batch).toFloatMatrix()[0];
  }

  private Map<String, Object> conditions() {
    Map<String, Object> conditions = new LinkedHashMap<>(SpeedTest.conditions());
    conditions.put("input", size);
    conditions.put("weights", "random");
    conditions.put("fill", "grey " + GREY);
    return conditions;
  }

  @Override
  public void close() {
    network.close();
    layers.close();
  }
}
