package dev.blindspot.train.evaluate.worst;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.explain.occlusion.FullInference;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.model.foreign.OpenModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Prints what the search of the worst place costs an image, by engine, for a saved model. */
public final class WorstPlaceCost {
  private static final int IMAGES = 16;

  private WorstPlaceCost() {}

  public static void main(String[] args) {
    WorstPlaceSearch search =
        new WorstPlaceSearch(
            List.of(0.125, 0.25, 0.375, 0.5), 0.125, List.of(new Fill.PatchUniform()), 1);
    try (OpenModel model = ModelSource.ours(Path.of(args[0])).open()) {
      int size = model.inputSize();
      Random random = new Random(1);
      List<DecodedImage> images =
          IntStream.range(0, IMAGES)
              .mapToObj(
                  i -> {
                    byte[] bgr = new byte[3 * size * size];
                    random.nextBytes(bgr);
                    return new DecodedImage(size, size, bgr);
                  })
              .toList();
      OcclusionEngine fast = model.classifier().occlusionEngine(64).engine();
      OcclusionEngine whole = new FullInference(model.classifier(), 64);
      for (int round = 0; round < 3; round++) {
        for (OcclusionEngine engine : List.of(fast, whole)) {
          long started = System.nanoTime();
          List<WorstPlaceRun> runs =
              search.measure(
                  engine,
                  images,
                  new int[IMAGES],
                  IntStream.range(0, IMAGES).toArray(),
                  new BytePainter(new Rgb(100, 100, 100)),
                  (done, total) -> {});
          System.out.printf(
              "%s: %.1f ms an image of %d squares, mean lowest p %.6f%n",
              engine.name(),
              (System.nanoTime() - started) / 1e6 / IMAGES,
              search.work(1, size, size),
              runs.get(0).result().meanTrueProbability());
        }
      }
    }
  }
}
