package dev.blindspot.explain;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.network.ScoreGradient;
import dev.blindspot.explain.network.ScoreGradient.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Grad-CAM (Selvaraju et al. 2016, arXiv:1610.02391, equations 1 and 2): like a class activation
 * map, for networks with any head.
 *
 * <pre>{@code
 * Attribution map = GradCam.of(classifier).attribute(image, 1);
 * Attribution earlier = GradCam.of(classifier).layer("block4_conv3").attribute(image, 1);
 * }</pre>
 *
 * <p>{@code L_c(y,x) = sum over k of a[k,c] f_k(y,x)}, where {@code a[k,c]} is the mean over all
 * places of the gradient of the class's logit with respect to feature {@code k}. For a head of
 * global average pooling and one dense layer it is the class activation map divided by the number
 * of places.
 *
 * <p>The paper cuts negative values: that is {@link Attribution#rectified()}. The map returned here
 * is signed, so that one that is negative everywhere is seen as such. Frozen layers do no harm.
 *
 * @param classifier made from a network that ends in a dense softmax layer
 * @param layer name of the vertex whose output is weighted, a map with places
 */
public record GradCam(ImageClassifier classifier, String layer) implements AttributionMethod {
  private static final String METHOD = "Grad-CAM";

  public GradCam {
    Objects.requireNonNull(classifier, "classifier must not be null");
    Objects.requireNonNull(layer, "layer must not be null");
    classifier.gradient(METHOD).requireLayer(layer); // refuse now, not at the first image
  }

  /**
   * With the features of the last convolution, and of the activation and batch norm right behind
   * it.
   *
   * @throws IllegalArgumentException if the network does not end in a dense softmax layer, or has
   *     no convolution
   */
  public static GradCam of(ImageClassifier classifier) {
    return new GradCam(classifier, classifier.gradient(METHOD).lastFeatures());
  }

  /**
   * The same method at another layer, by its name in the graph.
   *
   * @throws IllegalArgumentException if there is no such layer
   */
  public GradCam layer(String name) {
    return new GradCam(classifier, name);
  }

  /** A signed map of the features' size. */
  @Override
  public Attribution attribute(INDArray image, int target) {
    return attributeAll(classifier.single(image), target).get(0);
  }

  /** All images in one pass forward and one back. */
  @Override
  public List<Attribution> attributeAll(INDArray images, int... targets) {
    try (INDArray scaled = classifier.scaling().apply(classifier.requireBatch(images))) {
      return maps(classifier.gradient(METHOD).at(layer, scaled, Score.LOGIT, targets), targets);
    }
  }

  private List<Attribution> maps(ScoreGradient.At at, int[] targets) {
    Checks.require(
        at.activation().rank() == 4,
        "layer must be a map with places, [N,C,H,W]; '%s' puts out %s",
        layer,
        Arrays.toString(at.activation().shape()));
    INDArray weights = at.gradient().mean(2, 3); // [N,C]
    List<Attribution> maps = new ArrayList<>();
    for (int n = 0; n < targets.length; n++) {
      maps.add(map(at.activation().slice(n), weights.getRow(n, true), targets[n]));
    }
    return maps;
  }

  private static Attribution map(INDArray features, INDArray weights, int target) {
    int height = (int) features.size(1);
    int width = (int) features.size(2);
    INDArray flat = features.dup('c').reshape(features.size(0), (long) height * width);
    float[] values = weights.mmul(flat).dup('c').data().asFloat();
    return new Attribution(METHOD, target, height, width, values);
  }
}
