package dev.blindspot.train.machine;

import dev.blindspot.explain.ImageClassifier.EngineChoice;
import dev.blindspot.explain.engine.IncrementalOcclusion;
import dev.blindspot.explain.engine.LayerTimes;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.model.Preprocessing;
import dev.blindspot.train.model.ScoringNetwork;
import dev.blindspot.train.model.foreign.OpenModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Measures each layer of a compiled network on this machine, with images of noise. */
public final class LayerSpeed {
  private static final int ROUNDS = 15;

  private final int size;
  private final int batch;
  private final int rounds;

  /**
   * Measures nothing yet.
   *
   * @param size side of the images in pixels
   * @param batch images, at least 1
   */
  public LayerSpeed(int size, int batch) {
    this(size, batch, ROUNDS);
  }

  LayerSpeed(int size, int batch, int rounds) {
    this.size = size;
    this.batch = batch;
    this.rounds = rounds;
  }

  /**
   * What was measured.
   *
   * @param times null: the layers cannot be told apart
   * @param reason why they cannot; else how the network was compiled
   * @param rounds that the medians are of
   */
  public record Result(
      @Nullable LayerTimes times, String reason, int rounds, Map<String, Object> conditions) {}

  /**
   * VGG16 with random weights.
   *
   * @param width factor on its numbers of channels
   */
  public Result vgg16(double width) {
    try (Network layers = SpeedTest.network(size, width, 0, Preprocessing.SYMMETRIC);
        ScoringNetwork network = ScoringNetwork.of(layers)) {
      Map<String, Object> conditions =
          conditions("VGG16, width %s, no batch normalisation".formatted(width));
      return network
          .incremental()
          .map(engine -> measure(engine, "VGG16 as one chain of layers", conditions))
          .orElseGet(() -> new Result(null, "VGG16 is compiled on CPUs only", 0, conditions));
    }
  }

  /**
   * Any model.
   *
   * @param model stays the caller's
   * @param name of it
   */
  public Result of(OpenModel model, String name) {
    EngineChoice choice = model.classifier().occlusionEngine(batch);
    return measure(choice.engine(), choice.reason(), conditions(name));
  }

  private Result measure(OcclusionEngine engine, String reason, Map<String, Object> conditions) {
    if (!(engine instanceof IncrementalOcclusion compiled)) {
      return new Result(null, reason, 0, conditions);
    }
    if (!OneDnnSupport.current().available()) {
      return new Result(null, OneDnnSupport.current().reason(), 0, conditions);
    }
    try (INDArray images = SpeedTest.noise(batch, size)) {
      LayerTimes times = LayerTimes.measure(compiled.network(), images, rounds);
      return new Result(times, reason, rounds, conditions);
    }
  }

  private Map<String, Object> conditions(String model) {
    Map<String, Object> conditions = new LinkedHashMap<>(SpeedTest.conditions());
    conditions.put("model", model);
    conditions.put("input", size);
    conditions.put("batch", batch);
    return conditions;
  }
}
