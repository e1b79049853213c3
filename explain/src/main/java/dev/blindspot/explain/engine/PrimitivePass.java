package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.GraphExecutor;
import dev.blindspot.explain.onednn.graph.GraphTiming;
import dev.blindspot.explain.onednn.graph.ParameterStore;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * By oneDNN's own primitives, with ReLUs and sums in the convolutions and maps in blocked layout.
 * Weights are kept as the primitives want them: those of Winograd's algorithm take four times their
 * size.
 */
final class PrimitivePass implements PlainPass {
  /** Two maps of all images of a call: about what VGG16's first maps of four images take. */
  private static final long MAPS = 24L << 20;

  private final Trunk trunk;
  private final GraphExecutor executor;

  /**
   * @param parameters holds the weights, and is closed after this
   */
  PrimitivePass(Trunk trunk, ParameterStore parameters) {
    this.trunk = trunk;
    this.executor = new GraphExecutor(OneDnnContext.shared(), trunk.graph(), parameters);
  }

  @Override
  public int atOnce(List<Shape2d> maps) {
    long most = 1;
    for (int k = 0; k < trunk.size(); k++) {
      long read = trunk.sources(k).stream().mapToLong(map -> maps.get(map).floats()).sum();
      most = Math.max(most, read + maps.get(k + 1).floats());
    }
    return (int) Math.max(1, MAPS / most);
  }

  @Override
  public float[][] features(NativeBuffer images, int count, List<Shape2d> maps) {
    Shape2d image = maps.get(0);
    float[] all =
        executor.forward(images.values(), MemoryOrder.NHWC, count, image.height(), image.width());
    int each = all.length / count;
    float[][] features = new float[count][];
    for (int i = 0; i < count; i++) {
      features[i] = Arrays.copyOfRange(all, i * each, (i + 1) * each);
    }
    return features;
  }

  /** As {@link #features}, to be timed; closed before this. */
  GraphTiming timing(FloatBuffer images, int count, List<Shape2d> maps) {
    Shape2d image = maps.get(0);
    return executor.timing(images, MemoryOrder.NHWC, count, image.height(), image.width());
  }

  @Override
  public void close() {
    executor.close();
  }
}
