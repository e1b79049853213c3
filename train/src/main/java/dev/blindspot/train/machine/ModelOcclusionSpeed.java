package dev.blindspot.train.machine;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.datasets.SyntheticSpec;
import dev.blindspot.datasets.SyntheticVehicles;
import dev.blindspot.explain.ImageClassifier.EngineChoice;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.model.foreign.OpenModel;
import dev.blindspot.train.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Measures whole occlusion maps of any model on this machine, by the engine that it has. Maps and
 * plain inference take turns, so that both see the same machine.
 */
public final class ModelOcclusionSpeed {
  private static final int BATCH = 8;
  private static final float GREY = 127.5f;

  private final OpenModel model;
  private final List<Window> windows;

  /**
   * Prepares.
   *
   * @param model stays the caller's
   */
  public ModelOcclusionSpeed(OpenModel model, int windowPx, int stridePx) {
    this.model = model;
    int size = model.inputSize();
    WindowGrid grid = new WindowGrid(size, size, windowPx, stridePx);
    this.windows = IntStream.range(0, grid.size()).mapToObj(grid::window).toList();
  }

  /**
   * What was measured.
   *
   * @param engine what computed the scores
   * @param reason why it and not another
   * @param windows windows of a map
   * @param msPerWindow time of a whole map, with the clean image's pass, by its windows; median
   * @param plainMsPerImage plain inference, batch 8; median
   * @param maps maps that were timed
   */
  public record Result(
      String engine,
      String reason,
      int windows,
      double msPerWindow,
      double plainMsPerImage,
      int maps,
      Map<String, Object> conditions) {}

  /**
   * Measures.
   *
   * @param maps how often, at least 1
   */
  public Result measure(int maps, Progress progress) {
    EngineChoice choice = model.classifier().occlusionEngine(BATCH);
    List<Double> mapMs = new ArrayList<>();
    List<Double> plainMs = new ArrayList<>();
    try (Progress.Task task = progress.start("occlusion", (long) (maps + 1) * windows.size());
        INDArray batch = SpeedTest.noise(BATCH, model.inputSize())) {
      for (int map = 0; map <= maps; map++) {
        long before = (long) map * windows.size();
        double ms =
            time(
                () ->
                    map(
                        choice.engine(),
                        (done, total) -> task.step(before + done, choice.engine().name())));
        double plain = time(() -> model.classifier().score(batch).close());
        if (map > 0) { // the first one warms up
          mapMs.add(ms / windows.size());
          plainMs.add(plain / BATCH);
        }
      }
    }
    return new Result(
        choice.engine().name(),
        choice.reason(),
        windows.size(),
        median(mapMs),
        median(plainMs),
        maps,
        conditions());
  }

  private void map(OcclusionEngine engine, ProgressListener listener) {
    int size = model.inputSize();
    float[] image = vehicle(size);
    float[] grey = new float[image.length];
    Arrays.fill(grey, GREY);
    try (OcclusionEngine.Session session = engine.open(image, 3, size, size)) {
      session.scores(windows, grey, listener);
    }
  }

  private static float[] vehicle(int size) {
    byte[] bgr =
        new SyntheticVehicles(size, 1, Shortcut.NONE, 0.5)
            .draw(new SyntheticSpec(0, 1, true))
            .bgr();
    float[] planes = new float[bgr.length];
    for (int i = 0; i < bgr.length; i++) {
      planes[i % 3 * size * size + i / 3] = bgr[i] & 0xFF;
    }
    return planes;
  }

  private Map<String, Object> conditions() {
    Map<String, Object> conditions = new LinkedHashMap<>(SpeedTest.conditions());
    conditions.remove("model");
    conditions.put("input", model.inputSize());
    conditions.put("classes", model.classes().size());
    conditions.put("fill", "grey " + GREY);
    return conditions;
  }

  private static double time(Runnable work) {
    long before = System.nanoTime();
    work.run();
    return (System.nanoTime() - before) / 1e6;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
