package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.graph.FusedGraph.Step;
import dev.blindspot.explain.onednn.primitive.BatchNorm;
import dev.blindspot.explain.onednn.primitive.Convolution;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.primitive.Elementwise;
import dev.blindspot.explain.onednn.primitive.Fusion;
import dev.blindspot.explain.onednn.primitive.InnerProduct;
import dev.blindspot.explain.onednn.primitive.Merge;
import dev.blindspot.explain.onednn.primitive.Pooling;
import dev.blindspot.explain.onednn.primitive.PoolingShape;
import dev.blindspot.explain.onednn.primitive.Product;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the operation of a step for maps of given layouts; parameters are set, maps are not. The
 * parameters are held until this is closed.
 */
final class StepOperations implements AutoCloseable {
  private final OneDnnContext context;
  private final ParameterStore.Lease parameters;
  private final ConvolutionMaker convolutions;

  StepOperations(OneDnnContext context, ParameterStore parameters, ConvolutionMaker convolutions) {
    this.context = context;
    this.parameters = parameters.lease();
    this.convolutions = convolutions;
  }

  /** {@link Convolution#inference}, or another that computes the same. */
  @FunctionalInterface
  interface ConvolutionMaker {
    Operation make(OneDnnContext context, ConvolutionShape shape, boolean bias, Fusion fusion);
  }

  Operation make(Step step, List<TensorLayout> sources) {
    TensorLayout source = sources.get(0);
    Node node = step.node();
    if (node instanceof Node.Convolve convolve) {
      return convolve(step, convolve, source);
    } else if (node instanceof Node.Pool pool) {
      return pool(pool.kind(), pool.rows(), pool.columns(), source);
    } else if (node instanceof Node.GlobalAverage) {
      return pool(Pooling.AVERAGE, whole(source, 2), whole(source, 3), source);
    } else if (node instanceof Node.Activate activate) {
      return new Elementwise(source, activate.function()).inference(context);
    } else if (node instanceof Node.ScaleShift affine) {
      return scaleShift(step, affine, source);
    } else if (node instanceof Node.Dense dense) {
      return dense(step, dense, source);
    } else if (node instanceof Node.Add) {
      return Merge.SUM.of(context, sources);
    } else if (node instanceof Node.Multiply) {
      return new Product(source, sources.get(1)).inference(context);
    } else if (node instanceof Node.Concatenate) {
      return Merge.CHANNELS.of(context, sources);
    }
    throw new IllegalStateException("not an operation: " + node);
  }

  private static Sliding whole(TensorLayout source, int dimension) {
    return Sliding.of((int) source.size(dimension), 1, 0);
  }

  private Operation convolve(Step step, Node.Convolve node, TensorLayout source) {
    Operation operation = convolutions.make(context, shape(node, source), true, step.fusion());
    return operation
        .with(Argument.WEIGHTS, parameters.get(node, operation, Argument.WEIGHTS, node.weights()))
        .with(Argument.BIAS, parameters.get(node, operation, Argument.BIAS, node.bias()));
  }

  /** The convolution of maps of this layout. */
  static ConvolutionShape shape(Node.Convolve node, TensorLayout source) {
    return new ConvolutionShape(
        (int) source.size(0),
        (int) source.size(1),
        node.bias().length,
        node.groups(),
        node.rows().over((int) source.size(2)),
        node.columns().over((int) source.size(3)));
  }

  private Operation pool(Pooling kind, Sliding rows, Sliding columns, TensorLayout source) {
    PoolingShape shape =
        new PoolingShape(
            (int) source.size(0),
            (int) source.size(1),
            rows.over((int) source.size(2)),
            columns.over((int) source.size(3)));
    return kind.inference(context, shape, source);
  }

  /** Batch normalisation with a mean of 0 and a variance of 1. */
  private Operation scaleShift(Step step, Node.ScaleShift node, TensorLayout source) {
    int channels = node.scale().length;
    float[] both = Arrays.copyOf(node.scale(), 2 * channels);
    System.arraycopy(node.shift(), 0, both, channels, channels);
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    Operation operation = new BatchNorm(source, 0, step.fusion().relu()).inference(context);
    return operation
        .with(Argument.SCALE_SHIFT, parameters.get(node, operation, Argument.SCALE_SHIFT, both))
        .with(
            Argument.GIVEN_MEAN,
            parameters.get(node, operation, Argument.GIVEN_MEAN, new float[channels]))
        .with(
            Argument.GIVEN_VARIANCE,
            parameters.get(node, operation, Argument.GIVEN_VARIANCE, ones));
  }

  private Operation dense(Step step, Node.Dense node, TensorLayout source) {
    Operation operation =
        new InnerProduct(source, node.bias().length, step.fusion()).inference(context);
    Tensor weights = parameters.get(node, operation, Argument.WEIGHTS, node.weights());
    return operation
        .with(Argument.WEIGHTS, weights)
        .with(Argument.BIAS, parameters.get(node, operation, Argument.BIAS, node.bias()));
  }

  @Override
  public void close() {
    parameters.close();
  }
}
