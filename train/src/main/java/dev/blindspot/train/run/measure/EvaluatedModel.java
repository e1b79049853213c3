package dev.blindspot.train.run.measure;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.ClassActivationMap;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.robustness.Guide;
import dev.blindspot.train.evaluate.robustness.OcclusionGuide;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.model.foreign.OpenModel;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model with what an evaluation needs of it. */
public final class EvaluatedModel implements AutoCloseable {
  private final OpenModel model;
  private final Guide guide;

  private EvaluatedModel(OpenModel model, Guide guide) {
    this.model = model;
    this.guide = guide;
  }

  /** A model that Blindspot saved; its class activation maps guide. */
  public static EvaluatedModel load(Path file) {
    OpenModel model = ModelSource.ours(file).open();
    return new EvaluatedModel(model, new CamGuide(ClassActivationMap.of(model.classifier())));
  }

  /** Any model; a sliding window guides those of others. */
  public static EvaluatedModel of(ModelSource source, EvaluationInputs materials) {
    return of(source, materials.mean(), materials.settings().batchSize());
  }

  /** The same; {@code mean} is what the sliding window shows. */
  static EvaluatedModel of(ModelSource source, Rgb mean, int batchSize) {
    if (source.spec() == null) {
      return load(source.file());
    }
    OpenModel model = source.open();
    return new EvaluatedModel(model, new OcclusionGuide(model.classifier(), mean, batchSize));
  }

  public Scorer scorer() {
    return model.classifier();
  }

  /**
   * The fastest exact way of scoring images with squares hidden.
   *
   * @param batchSize images per forward pass, where whole images are scored
   */
  OcclusionEngine engine(int batchSize) {
    return model.classifier().occlusionEngine(batchSize).engine();
  }

  Guide guide() {
    return guide;
  }

  @Override
  public void close() {
    model.close();
  }

  private record CamGuide(ClassActivationMap cam) implements Guide {
    @Override
    public Attribution map(DecodedImage image, int label) {
      try (INDArray batch = Batches.toArray(List.of(image))) {
        return cam.attribute(batch, label);
      }
    }
  }
}
