package dev.blindspot.explain;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.network.GapHead;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Class activation map (Zhou et al. 2015, arXiv:1512.04150, equation 2).
 *
 * <pre>{@code
 * Attribution map = ClassActivationMap.of(classifier).attribute(image, 1);
 * }</pre>
 *
 * <p>{@code M_c(y,x) = sum over k of w[k,c] f_k(y,x)} with the features {@code f} that global
 * average pooling reads and the weights {@code w} of the dense layer behind it. The map is signed,
 * has the resolution of the features (14 x 14 for VGG16 without its last pool at 224) and adds up:
 * its mean plus the class's bias is the class's logit. See {@link Attribution#rectified()} and
 * {@link Attribution#upsampled}.
 *
 * <p>The paper lets the map ignore the bias, as is done here.
 *
 * @param classifier made from a network that ends in convolution, global average pooling, dense
 *     softmax
 */
public record ClassActivationMap(ImageClassifier classifier) implements AttributionMethod {
  private static final String METHOD = "CAM";

  /**
   * @throws IllegalArgumentException if the network ends otherwise; the message says what is needed
   */
  public ClassActivationMap {
    Objects.requireNonNull(classifier, "classifier must not be null");
    classifier.features(METHOD).gapHead(); // refuse now, not at the first image
  }

  /** For the classifier. */
  public static ClassActivationMap of(ImageClassifier classifier) {
    return new ClassActivationMap(classifier);
  }

  /** A signed map of the features' size. */
  @Override
  public Attribution attribute(INDArray image, int target) {
    GapHead head = classifier.features(METHOD).gapHead();
    Checks.require(
        target >= 0 && target < head.classes(),
        "target must be between 0 and %d, was %d",
        head.classes() - 1,
        target);
    return map(classifier.pooled(METHOD, head, classifier.single(image)), head, target);
  }

  private static Attribution map(INDArray features, GapHead head, int target) {
    long channels = features.size(1);
    int height = (int) features.size(2);
    int width = (int) features.size(3);
    INDArray flat =
        features.castTo(DataType.FLOAT).dup('c').reshape(channels, (long) height * width);
    INDArray column = head.weights().getColumn(target).reshape(1, channels);
    float[] values = column.mmul(flat).dup('c').data().asFloat();
    return new Attribution(METHOD, target, height, width, values);
  }
}
