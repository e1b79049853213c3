package dev.blindspot.explain;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.map.Interpolation;
import dev.blindspot.explain.network.FeatureReader;
import dev.blindspot.explain.occlusion.MaskedImages;
import dev.blindspot.explain.occlusion.OcclusionFill;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Score-CAM (Wang et al. 2019, arXiv:1910.01279, section 3): like Grad-CAM, without gradients. It
 * works on every network whose last features can be read, whatever its head.
 *
 * <pre>{@code
 * Attribution map = ScoreCam.of(classifier).attribute(image, 1);
 * }</pre>
 *
 * <p>{@code L_c(y,x) = sum over k of a[k,c] f_k(y,x)}, where {@code a[k,c]} is by how much feature
 * map {@code k}, enlarged bilinearly to the image, scaled to 0..1 and used as a mask, raises the
 * class's score above that of an image of nothing but the fill (the paper's channel-wise increase
 * of confidence, definition 2). As in the authors' code the weights are these increases themselves;
 * equation 6 passes them through a softmax over the channels, which makes those of probabilities
 * nearly equal. Feature maps that are the same everywhere have no weight. The paper cuts negative
 * values: that is {@link Attribution#rectified()}.
 *
 * <p>The work is one pass for every feature map: 512 for VGG16, 2048 for ResNet50.
 *
 * @param classifier one whose features can be read
 * @param fill what hidden places show
 * @param batchSize images per call of the classifier, at most
 */
public record ScoreCam(ImageClassifier classifier, OcclusionFill fill, int batchSize)
    implements AttributionMethod {
  private static final String METHOD = "Score-CAM";
  private static final double MID_GREY = 127.5;

  /**
   * @throws IllegalArgumentException if the network's inside is not known, or has no convolution,
   *     or {@code batchSize} is below 1
   */
  public ScoreCam {
    Objects.requireNonNull(classifier, "classifier must not be null");
    Objects.requireNonNull(fill, "fill must not be null");
    Checks.require(batchSize >= 1, "batchSize must be >= 1, was %d", batchSize);
    classifier.features(METHOD).lastFeatures(); // refuse now, not at the first image
  }

  /** With a grey fill. */
  public static ScoreCam of(ImageClassifier classifier) {
    return new ScoreCam(classifier, OcclusionFill.grey(MID_GREY), 8);
  }

  /** What hidden places show. */
  public ScoreCam fill(OcclusionFill shown) {
    return new ScoreCam(classifier, shown, batchSize);
  }

  /** How many images the classifier sees at once. */
  public ScoreCam batchSize(int images) {
    return new ScoreCam(classifier, fill, images);
  }

  /** A signed map of the features' size. */
  @Override
  public Attribution attribute(INDArray image, int target) {
    INDArray batch = classifier.single(image);
    FeatureReader reader = classifier.features(METHOD);
    List<Attribution> features = maps(reader.features(reader.lastFeatures(), batch), target);
    List<Attribution> masking = features.stream().filter(map -> !map.flat()).toList();
    MaskedImages images = MaskedImages.of(classifier, batch.slice(0), batchSize);
    int height = images.height();
    int width = images.width();
    float[] filling = fill.replacements(images.values(), images.channels(), height, width).get(0);
    double[] scores =
        images.scores(
            masking.size() + 1,
            target,
            i ->
                i == 0
                    ? filling
                    : images.through(mask(masking.get(i - 1), height, width), filling));
    float[] sum = new float[features.get(0).height() * features.get(0).width()];
    for (int k = 0; k < masking.size(); k++) {
      float[] values = masking.get(k).values();
      for (int p = 0; p < sum.length; p++) {
        sum[p] += (float) ((scores[k + 1] - scores[0]) * values[p]);
      }
    }
    return new Attribution(METHOD, target, features.get(0).height(), features.get(0).width(), sum);
  }

  private static List<Attribution> maps(INDArray features, int target) {
    int height = (int) features.size(2);
    int width = (int) features.size(3);
    List<Attribution> maps = new ArrayList<>();
    for (int k = 0; k < features.size(1); k++) {
      float[] values = features.slice(0).slice(k).castTo(DataType.FLOAT).dup('c').data().asFloat();
      maps.add(new Attribution(METHOD, target, height, width, values));
    }
    return maps;
  }

  /** A feature map at the image's size, from 0 where it is least to 1 where it is most. */
  private static float[] mask(Attribution feature, int height, int width) {
    Attribution large = feature.upsampled(height, width, Interpolation.BILINEAR);
    float[] mask = large.values();
    float least = large.min();
    float range = large.max() - least;
    for (int p = 0; p < mask.length; p++) {
      mask[p] = range > 0 ? (mask[p] - least) / range : 0;
    }
    return mask;
  }
}
