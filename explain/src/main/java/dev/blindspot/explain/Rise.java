package dev.blindspot.explain;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.map.RandomMasks;
import dev.blindspot.explain.occlusion.MaskedImages;
import dev.blindspot.explain.occlusion.OcclusionFill;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * RISE, randomised input sampling for explanation (Petsiuk, Das &amp; Saenko 2018,
 * arXiv:1806.07421, section 3): works on any classifier.
 *
 * <pre>{@code
 * Attribution map = Rise.of(classifier).attribute(image, 1);
 * }</pre>
 *
 * <p>The image is seen through many random soft masks; {@code S_c(y,x)} is the expected score of
 * the class given that the place is visible (equation 4). Here it is estimated by the mean over
 * masks, each weighted by how visible the place is, where the paper divides by the expected
 * visibility (equation 6): both have the same expectation. The mean score of all masks is
 * subtracted, so that the map is signed; the paper's differs by that constant. The paper multiplies
 * the normalised image by the mask, which fades to the mean that the network subtracts; here places
 * fade to the fill.
 *
 * <p>The work is one pass for every mask, the memory one batch.
 *
 * @param classifier any
 * @param masks number of masks, 4000 (VGG16) to 8000 (ResNet50) in the paper
 * @param cells cells of a mask along each side, 7 in the paper
 * @param visible probability of a cell to be visible, (0, 1); 0.5 in the paper
 * @param fill what hidden places show
 * @param batchSize images per call of the classifier, at most
 * @param seed of the masks, which depend on nothing else but the image's size
 */
public record Rise(
    ImageClassifier classifier,
    int masks,
    int cells,
    double visible,
    OcclusionFill fill,
    int batchSize,
    long seed)
    implements AttributionMethod {
  private static final String METHOD = "RISE";
  private static final double MID_GREY = 127.5;

  public Rise {
    Objects.requireNonNull(classifier, "classifier must not be null");
    Objects.requireNonNull(fill, "fill must not be null");
    Checks.require(masks >= 1, "masks must be >= 1, was %d", masks);
    Checks.require(cells >= 1, "cells must be >= 1, was %d", cells);
    Checks.require(visible > 0 && visible < 1, "visible must be in (0, 1), was %s", visible);
    Checks.require(batchSize >= 1, "batchSize must be >= 1, was %d", batchSize);
  }

  /** The paper's settings for VGG16: 4000 masks of 7 x 7 cells, half of which are visible. */
  public static Rise of(ImageClassifier classifier) {
    return new Rise(classifier, 4000, 7, 0.5, OcclusionFill.grey(MID_GREY), 8, 1);
  }

  /** How many masks. */
  public Rise masks(int count) {
    return new Rise(classifier, count, cells, visible, fill, batchSize, seed);
  }

  /** What hidden places show. */
  public Rise fill(OcclusionFill shown) {
    return new Rise(classifier, masks, cells, visible, shown, batchSize, seed);
  }

  /** How many images the classifier sees at once. */
  public Rise batchSize(int images) {
    return new Rise(classifier, masks, cells, visible, fill, images, seed);
  }

  /** A signed map of the image's size. */
  @Override
  public Attribution attribute(INDArray image, int target) {
    MaskedImages images = MaskedImages.of(classifier, classifier.single(image).slice(0), batchSize);
    int height = images.height();
    int width = images.width();
    float[] filling = fill.replacements(images.values(), images.channels(), height, width).get(0);
    RandomMasks drawn = new RandomMasks(cells, visible, seed, height, width);
    double[] scores = images.scores(masks, target, i -> images.through(drawn.mask(i), filling));
    return new Attribution(METHOD, target, height, width, expected(scores, drawn));
  }

  private static float[] expected(double[] scores, RandomMasks drawn) {
    double[] sums = new double[drawn.height() * drawn.width()];
    double[] weights = new double[sums.length];
    double total = 0;
    for (int i = 0; i < scores.length; i++) {
      float[] mask = drawn.mask(i);
      total += scores[i];
      for (int p = 0; p < sums.length; p++) {
        sums[p] += mask[p] * scores[i];
        weights[p] += mask[p];
      }
    }
    float[] map = new float[sums.length];
    for (int p = 0; p < map.length; p++) {
      map[p] = weights[p] > 0 ? (float) (sums[p] / weights[p] - total / scores.length) : 0;
    }
    return map;
  }
}
