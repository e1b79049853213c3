package dev.blindspot.train.run.measure;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.ClassActivationMap;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.robustness.Guide;
import dev.blindspot.train.evaluate.robustness.OcclusionGuide;
import dev.blindspot.train.model.ForeignModel;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model with what an evaluation needs of it. */
public final class EvaluatedModel implements AutoCloseable {
  private final Scorer scorer;
  private final Guide guide;
  private final List<AutoCloseable> parts;

  private EvaluatedModel(Scorer scorer, Guide guide, List<AutoCloseable> parts) {
    this.scorer = scorer;
    this.guide = guide;
    this.parts = parts;
  }

  /** A model that Blindspot saved; its class activation maps guide. */
  public static EvaluatedModel load(Path file) {
    ModelFile.Loaded loaded = ModelFile.load(file);
    ImageClassifier classifier = loaded.classifier();
    return new EvaluatedModel(
        classifier, new CamGuide(ClassActivationMap.of(classifier)), List.of(classifier, loaded));
  }

  /** A model of others; a sliding window guides. */
  static EvaluatedModel of(ForeignModel model, EvaluationInputs materials) {
    return of(model, materials.mean(), materials.settings().batchSize());
  }

  /** The same; {@code mean} is what the sliding window shows. */
  static EvaluatedModel of(ForeignModel model, Rgb mean, int batchSize) {
    Guide guide = new OcclusionGuide(model, mean, batchSize);
    return new EvaluatedModel(model, guide, List.of(model));
  }

  public Scorer scorer() {
    return scorer;
  }

  Guide guide() {
    return guide;
  }

  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
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
