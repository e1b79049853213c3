package dev.blindspot.explain.network;

import dev.blindspot.explain.map.Checks;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The end of a network that a class activation map can be read from: features, global average
 * pooling, one dense layer.
 *
 * @param featureVertex name of the vertex whose activations are pooled, {@code [N,C,h,w]} or {@code
 *     [N,h,w,C]}
 * @param layout which of both
 * @param weights {@code [C,K]} float32 of the dense layer, a copy
 * @param bias {@code [K]} float32 of the dense layer, a copy; zeros if it has none
 */
public record GapHead(String featureVertex, CNN2DFormat layout, INDArray weights, INDArray bias) {

  public GapHead {
    Objects.requireNonNull(featureVertex, "featureVertex must not be null");
    Objects.requireNonNull(layout, "layout must not be null");
    Objects.requireNonNull(weights, "weights must not be null");
    Objects.requireNonNull(bias, "bias must not be null");
    Checks.require(weights.rank() == 2, "weights must be [C,K], had %d dimensions", weights.rank());
    Checks.require(
        bias.rank() == 1 && bias.length() == weights.size(1),
        "bias must have one number for each of %d classes, had %d",
        weights.size(1),
        bias.length());
    weights = weights.castTo(DataType.FLOAT).dup('c');
    bias = bias.castTo(DataType.FLOAT).dup('c');
  }

  /**
   * Finds the head of a graph. Between the convolution and the pooling there may be activation,
   * batch norm, dropout and pooling layers, sums of branches and branches side by side, before the
   * dense layer there may be dropout, behind it activation and loss layers; frozen layers are seen
   * through.
   *
   * @throws IllegalArgumentException if the graph ends otherwise; the message says what was found
   *     and what is needed
   */
  public static GapHead of(ComputationGraph graph) {
    return new GapHeadFinder(graph).find();
  }

  /** Number of classes, {@code K}. */
  public int classes() {
    return (int) weights.size(1);
  }
}
