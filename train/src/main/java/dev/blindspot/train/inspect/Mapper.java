package dev.blindspot.train.inspect;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.AttributionMethod;
import dev.blindspot.explain.ClassActivationMap;
import dev.blindspot.explain.GradCam;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.Rise;
import dev.blindspot.explain.Saliency;
import dev.blindspot.explain.ScoreCam;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Interpolation;
import dev.blindspot.explain.occlusion.MultiScaleOcclusion;
import dev.blindspot.explain.occlusion.MultiScaleOcclusion.Scale;
import dev.blindspot.explain.occlusion.MultiScaleResult;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.model.foreign.OpenModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws the maps of one model. */
public final class Mapper implements AutoCloseable {
  /** SmoothGrad's 16 samples with noise of 0.15 of the range. */
  private static final Saliency.Smoothing SMOOTHING = new Saliency.Smoothing(16, 0.15, 1);

  private final OpenModel model;
  private final ImageClassifier classifier;
  private final ExplanationConfig settings;
  private final OcclusionFill fill;
  private final MultiScaleOcclusion occlusion;
  private final OcclusionEngine engine;

  /** Maps of a model, which is closed with this. */
  public Mapper(OpenModel model, ExplanationConfig settings, Rgb datasetMean) {
    this.model = model;
    this.classifier = model.classifier();
    this.settings = settings;
    this.fill = settings.fill().forImages(datasetMean);
    this.occlusion = new MultiScaleOcclusion(scales(settings), fill);
    this.engine = classifier.occlusionEngine(settings.batchSize()).engine();
  }

  private static List<Scale> scales(ExplanationConfig settings) {
    List<Scale> scales = new ArrayList<>();
    scales.add(new Scale(settings.windowPx(), settings.stridePx()));
    settings.furtherWindowsPx().forEach(side -> scales.add(new Scale(side, side / 2)));
    return scales;
  }

  /** The classifier, for images of 0..255. */
  public Scorer scorer() {
    return classifier;
  }

  /** How windows are scored. */
  public OcclusionEngine engine() {
    return engine;
  }

  /** All maps of an image for one class. */
  public ArmMaps maps(DecodedImage decoded, int targetClass) {
    return maps(decoded, targetClass, false);
  }

  /** The same; with {@code faithful} it is measured how faithful they are. */
  ArmMaps maps(DecodedImage decoded, int targetClass, boolean faithful) {
    try (INDArray batch = Batches.toArray(List.of(decoded))) {
      INDArray image = batch.reshape(batch.size(1), batch.size(2), batch.size(3));
      MultiScaleResult hidden =
          settings.draws(MapMethod.OCCLUSION)
              ? occlusion.explain(engine(), image, new int[] {targetClass}, ProgressListener.NONE)
              : null;
      Map<MapMethod, Attribution> maps = new LinkedHashMap<>();
      for (MapMethod method : settings.methods()) {
        maps.put(
            method,
            hidden != null && method == MapMethod.OCCLUSION
                ? hidden.drop(targetClass, settings.scale())
                : method(method).apply(classifier).attribute(image, targetClass));
      }
      float[] said = classifier.score(batch).toFloatVector();
      return new ArmMaps(
          said, hidden, maps, faithful ? faithfulness(image, maps, decoded) : Map.of());
    }
  }

  private Map<MapMethod, Faithfulness> faithfulness(
      INDArray image, Map<MapMethod, Attribution> maps, DecodedImage decoded) {
    Map<MapMethod, Faithfulness> measured = new LinkedHashMap<>();
    maps.forEach(
        (method, map) ->
            measured.put(
                method,
                Faithfulness.of(
                    classifier,
                    classifier.scaling(),
                    image,
                    atImageSize(map, decoded),
                    fill,
                    settings.batchSize())));
    return measured;
  }

  /** How the network's own maps change when it is randomised layer by layer. */
  List<SanityCheck> randomised(List<Subject> subjects, ProgressListener listener) {
    return new SanityChecks(classifier, this::method).of(settings.methods(), subjects, listener);
  }

  private Function<ImageClassifier, AttributionMethod> method(MapMethod method) {
    return switch (method) {
      case CAM -> ClassActivationMap::of;
      case GRAD_CAM -> this::gradCam;
      case SALIENCY -> network -> Saliency.of(network).score(settings.saliencyOf());
      case SMOOTH_GRAD ->
          network -> Saliency.of(network).score(settings.saliencyOf()).smoothed(SMOOTHING);
      case RISE ->
          any -> Rise.of(any).masks(settings.masks()).fill(fill).batchSize(settings.batchSize());
      case SCORE_CAM -> any -> ScoreCam.of(any).fill(fill).batchSize(settings.batchSize());
      case OCCLUSION -> throw new IllegalArgumentException("method must be read from a network");
    };
  }

  private GradCam gradCam(ImageClassifier network) {
    String layer = settings.gradCamLayer();
    return layer == null ? GradCam.of(network) : GradCam.of(network).layer(layer);
  }

  /** Why this model has no maps of a method; empty if it has. */
  public Optional<String> refusal(MapMethod method) {
    try {
      if (method != MapMethod.OCCLUSION) {
        Objects.requireNonNull(method(method).apply(classifier)); // it refuses when it is made
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(Objects.requireNonNullElse(e.getMessage(), "it cannot be read"));
    }
  }

  /** A map at the image's size. */
  public static Attribution atImageSize(Attribution map, DecodedImage decoded) {
    return map.upsampled(decoded.height(), decoded.width(), Interpolation.BICUBIC);
  }

  @Override
  public void close() {
    classifier.close();
    model.close();
  }
}
