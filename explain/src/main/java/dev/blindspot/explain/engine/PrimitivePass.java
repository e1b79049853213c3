package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Chain;
import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Shape2d;
import dev.blindspot.explain.engine.chain.Slide;
import dev.blindspot.explain.onednn.graph.GraphExecutor;
import dev.blindspot.explain.onednn.graph.NetworkGraph;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.graph.Sliding;
import dev.blindspot.explain.onednn.primitive.Pooling;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes whole maps of several images by oneDNN's own primitives, with ReLUs in the convolutions
 * and maps in blocked layout. Weights are kept as the primitives want them: those of Winograd's
 * algorithm take four times their size.
 */
final class PrimitivePass implements AutoCloseable {
  /** Two maps of all images of a call: about what VGG16's first maps of four images take. */
  private static final long MAPS = 24L << 20;

  private final GraphExecutor executor;

  private PrimitivePass(Chain chain) {
    this.executor = new GraphExecutor(OneDnnContext.shared(), graph(chain));
  }

  /** For a chain; empty where oneDNN's own interface cannot be used. */
  static Optional<PrimitivePass> of(Chain chain) {
    return OneDnnSupport.current().available()
        ? Optional.of(new PrimitivePass(chain))
        : Optional.empty();
  }

  private static NetworkGraph graph(Chain chain) {
    NetworkGraph.Builder graph = new NetworkGraph.Builder(chain.input());
    int x = 0;
    for (Op op : chain.stages()) {
      x = graph.add(node(op, x));
      if (op.relu()) {
        x = graph.add(Node.relu(x));
      }
    }
    graph.add(new Node.GlobalAverage(x));
    return graph.build();
  }

  private static Node node(Op op, int source) {
    if (op instanceof Op.Convolution convolution) {
      return new Node.Convolve(
          source,
          floats(convolution.weights()),
          floats(convolution.bias()),
          1,
          sliding(op.rows()),
          sliding(op.columns()));
    } else if (op instanceof Op.MaxPool) {
      return new Node.Pool(source, Pooling.MAX, sliding(op.rows()), sliding(op.columns()));
    } else if (op instanceof Op.Affine affine) {
      return new Node.ScaleShift(source, affine.scale(), affine.shift());
    }
    throw new IllegalStateException("not an operation: " + op);
  }

  private static Sliding sliding(Slide slide) {
    return new Sliding(slide.kernel(), slide.stride(), slide.padding(), slide.same(), 1);
  }

  private static float[] floats(INDArray array) {
    return Planes.read(Planes.contiguous(array), 0, (int) array.length());
  }

  /** Images of one call. */
  int atOnce(List<Shape2d> maps) {
    long most = 1;
    for (int k = 1; k < maps.size(); k++) {
      most = Math.max(most, maps.get(k - 1).floats() + maps.get(k).floats());
    }
    return (int) Math.max(1, MAPS / most);
  }

  /**
   * Sums of the features over all places.
   *
   * @param images {@code count} images, scaled, channel last
   * @return {@code [image][channel]}
   */
  double[][] sums(FloatBuffer images, int count, List<Shape2d> maps) {
    Shape2d image = maps.get(0);
    float[] means =
        executor.forward(images, MemoryOrder.NHWC, count, image.height(), image.width());
    Shape2d features = maps.get(maps.size() - 1);
    double places = (double) features.height() * features.width();
    double[][] sums = new double[count][features.channels()];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < features.channels(); c++) {
        sums[i][c] = means[i * features.channels() + c] * places;
      }
    }
    return sums;
  }

  @Override
  public void close() {
    executor.close();
  }
}
