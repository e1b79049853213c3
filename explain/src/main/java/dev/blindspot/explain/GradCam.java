package dev.blindspot.explain;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.network.ScoreGradient;
import dev.blindspot.explain.network.ScoreGradient.Score;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Grad-CAM (Selvaraju et al. 2016, arXiv:1610.02391, equations 1 and 2): like a class activation
 * map, for networks with any head.
 *
 * <p>{@code L_c(y,x) = sum over k of a[k,c] f_k(y,x)}, where {@code a[k,c]} is the mean over all
 * places of the gradient of the class's logit with respect to feature {@code k}. For a head of
 * global average pooling and one dense layer it is the class activation map divided by the number
 * of places.
 *
 * <p>The paper cuts negative values: that is {@link Attribution#rectified()}. The map returned here
 * is signed, so that one that is negative everywhere is seen as such. The network's weights are
 * copied when this is made; {@link #close} frees the copy.
 */
public final class GradCam implements AutoCloseable {
  private static final String METHOD = "Grad-CAM";

  private final ScoreGradient gradient;
  private final String features;

  /**
   * Explains with the features of the last convolution.
   *
   * @param graph a network in NCHW that ends in a dense softmax layer; frozen layers do no harm
   * @throws IllegalArgumentException if it ends otherwise or has no convolution
   */
  public GradCam(ComputationGraph graph) {
    this.gradient = new ScoreGradient(graph);
    this.features = gradient.lastFeatures();
  }

  /**
   * Runs the network forward, and its score back to the features.
   *
   * @param normalisedImage {@code [1,C,H,W]} as the network expects it
   * @param targetClass index of the class
   * @return a signed map of the features' size
   */
  public Attribution explain(INDArray normalisedImage, int targetClass) {
    Checks.require(
        normalisedImage.rank() == 4 && normalisedImage.size(0) == 1,
        "normalisedImage must be [1,C,H,W], was %s",
        Arrays.toString(normalisedImage.shape()));
    ScoreGradient.At at = gradient.at(features, normalisedImage, Score.LOGIT, targetClass);
    INDArray weights = at.gradient().mean(2, 3); // [1,C]
    long channels = at.activation().size(1);
    int height = (int) at.activation().size(2);
    int width = (int) at.activation().size(3);
    INDArray flat = at.activation().dup('c').reshape(channels, (long) height * width);
    float[] values = weights.mmul(flat).dup('c').data().asFloat();
    return new Attribution(METHOD, targetClass, height, width, values);
  }

  @Override
  public void close() {
    gradient.close();
  }
}
