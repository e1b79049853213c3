package dev.blindspot.explain;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.network.GapHead;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Class activation map (Zhou et al. 2015, arXiv:1512.04150, equation 2).
 *
 * <p>{@code M_c(y,x) = sum over k of w[k,c] f_k(y,x)} with the features {@code f} that global
 * average pooling reads and the weights {@code w} of the dense layer behind it. The map is signed,
 * has the resolution of the features (14 x 14 for VGG16 without its last pool at 224) and adds up:
 * its mean plus the class's bias is the class's logit. See {@link Attribution#rectified()} and
 * {@link Attribution#upsampled}.
 *
 * <p>The paper lets the map ignore the bias, as is done here. Not safe for use by several threads
 * at once: a {@link ComputationGraph} is not.
 */
public final class ClassActivationMap {
  static final String METHOD = "CAM";

  private final ComputationGraph graph;

  /**
   * @param graph a network in NCHW that ends in convolution, global average pooling, dense softmax
   * @throws IllegalArgumentException if it ends otherwise; the message says what is needed
   */
  public ClassActivationMap(ComputationGraph graph) {
    this.graph = graph;
    GapHead.of(graph); // refuse now, not at the first image
  }

  /**
   * Runs the network up to its last features and adds them up for one class, with the network's
   * present weights.
   *
   * @param normalisedImage {@code [1,C,H,W]} as the network expects it, normalisation done
   * @param targetClass index of the class
   * @return a signed map of the features' size
   */
  public Attribution explain(INDArray normalisedImage, int targetClass) {
    Checks.require(
        normalisedImage.rank() == 4 && normalisedImage.size(0) == 1,
        "normalisedImage must be [1,C,H,W], was %s",
        Arrays.toString(normalisedImage.shape()));
    GapHead head = GapHead.of(graph);
    Checks.require(
        targetClass >= 0 && targetClass < head.classes(),
        "targetClass must be between 0 and %d, was %d",
        head.classes() - 1,
        targetClass);
    return map(features(normalisedImage, head.featureVertex()), head, targetClass);
  }

  private INDArray features(INDArray image, String vertex) {
    int index = graph.getVertex(vertex).getVertexIndex();
    int last = indexOf(graph.topologicalSortOrder(), index);
    Map<String, INDArray> activations =
        graph.feedForward(new INDArray[] {image}, last, false, true);
    return Objects.requireNonNull(activations.get(vertex), vertex);
  }

  private static Attribution map(INDArray features, GapHead head, int targetClass) {
    long channels = features.size(1);
    int height = (int) features.size(2);
    int width = (int) features.size(3);
    INDArray flat =
        features.castTo(DataType.FLOAT).dup('c').reshape(channels, (long) height * width);
    INDArray column = head.weights().getColumn(targetClass).reshape(1, channels);
    float[] values = column.mmul(flat).dup('c').data().asFloat();
    return new Attribution(METHOD, targetClass, height, width, values);
  }

  private static int indexOf(int[] order, int vertex) {
    return Arrays.stream(order).boxed().toList().indexOf(vertex);
  }
}
