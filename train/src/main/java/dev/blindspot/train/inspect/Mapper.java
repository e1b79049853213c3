package dev.blindspot.train.inspect;

import dev.blindspot.augment.Fill;
import dev.blindspot.augment.Rgb;
import dev.blindspot.explain.Attribution;
import dev.blindspot.explain.ClassActivationMap;
import dev.blindspot.explain.Interpolation;
import dev.blindspot.explain.OcclusionFill;
import dev.blindspot.explain.OcclusionResult;
import dev.blindspot.explain.OcclusionSensitivity;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.data.Batches;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.model.Network;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws the maps of one model. */
public final class Mapper implements AutoCloseable {
  private static final int NOISE_DRAWS = 4;

  private final ModelFile.Loaded model;
  private final Network network;
  private final ClassActivationMap cam;
  private final OcclusionSensitivity occlusion;

  /** Maps of a saved model. */
  public Mapper(ModelFile.Loaded model, ExplanationConfig settings, Rgb datasetMean) {
    this.model = model;
    this.network = model.network();
    this.cam = new ClassActivationMap(model.graph());
    this.occlusion =
        new OcclusionSensitivity(
            settings.windowPx(),
            settings.stridePx(),
            fill(settings.fill(), datasetMean),
            settings.batchSize());
  }

  /**
   * Tells of settings that no map can be drawn with, before models are trained or read.
   *
   * @throws UserError if the windows cannot be filled as asked for
   */
  public static void requireDrawable(ExplanationConfig settings) {
    fill(settings.fill(), new Rgb(0, 0, 0)); // the mean is not known yet, and makes no difference
  }

  /** All maps of a picture for one class. */
  public ArmMaps maps(Picture picture, int targetClass) {
    try (INDArray batch = Batches.toArray(List.of(picture));
        INDArray normalised = model.spec().preprocessing().nchw(batch)) {
      INDArray image = batch.reshape(batch.size(1), batch.size(2), batch.size(3));
      OcclusionResult result = occlusion.explain(network, image, targetClass);
      return new ArmMaps(
          result.cleanScores(), result, result.drop(), cam.explain(normalised, targetClass));
    }
  }

  /** A map at the picture's size. */
  static Attribution atPictureSize(Attribution map, Picture picture) {
    return map.upsampled(picture.height(), picture.width(), Interpolation.BICUBIC);
  }

  private static OcclusionFill fill(Fill fill, Rgb mean) {
    if (fill instanceof Fill.Zero) {
      return OcclusionFill.grey(0);
    }
    if (fill instanceof Fill.Mean) {
      return OcclusionFill.bgr(mean.blue(), mean.green(), mean.red());
    }
    if (fill instanceof Fill.Constant constant) {
      Rgb colour = constant.colour();
      return OcclusionFill.bgr(colour.blue(), colour.green(), colour.red());
    }
    if (fill instanceof Fill.PixelUniform) {
      return new OcclusionFill.Noise(NOISE_DRAWS, 1);
    }
    throw new UserError(
        "explanation.fill must be zero, mean, constant or pixel-uniform, was "
            + fill.getClass().getSimpleName());
  }

  @Override
  public void close() {
    network.close();
    model.close();
  }
}
