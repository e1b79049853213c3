package dev.blindspot.explain.onednn.training;

import dev.blindspot.explain.onednn.graph.GraphExecutor;
import dev.blindspot.explain.onednn.graph.NetworkGraph;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.graph.Sliding;
import dev.blindspot.explain.onednn.primitive.Axis;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.primitive.Pooling;
import dev.blindspot.explain.onednn.primitive.PoolingShape;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;

/**
 * VGG16 up to its average pooling in ms per image, best of several calls: inference by {@link
 * GraphExecutor}, and a training step of all layers (without optimiser, loss and dense layer) by
 * this package's layers, as a sum over kinds of work.
 *
 * <p>Arguments: batch, divisor of the width, size in px, calls.
 */
public final class VggBenchmark {
  /** Channels of width 1; 0 is a pooling. */
  private static final int[] VGG = {
    64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512
  };

  private VggBenchmark() {}

  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[0]);
    int divisor = Integer.parseInt(arguments[1]);
    int size = Integer.parseInt(arguments[2]);
    int calls = Integer.parseInt(arguments[3]);
    System.out.println(OneDnnSupport.current().reason());
    System.out.printf("batch %d, width 1/%d, %d px%n", batch, divisor, size);
    try (OneDnnContext context = new OneDnnContext()) {
      inference(context, batch, divisor, size, calls);
      System.out.printf("peak so far %d MB%n", Pointer.physicalBytes() >> 20);
      training(context, batch, divisor, size, calls);
      System.out.printf("peak so far %d MB%n", Pointer.physicalBytes() >> 20);
    }
  }

  private static void inference(
      OneDnnContext context, int batch, int divisor, int size, int calls) {
    var graph = new NetworkGraph.Builder(3);
    int x = 0;
    int channels = 3;
    Sliding three = Sliding.of(3, 1, 1);
    Sliding half = Sliding.of(2, 2, 0);
    for (int filters : VGG) {
      if (filters == 0) {
        x = graph.add(new Node.Pool(x, Pooling.MAX, half, half));
        continue;
      }
      int out = filters / divisor;
      float[] weights = random(out * channels * 9, Math.sqrt(2.0 / (9 * channels)));
      x = graph.add(new Node.Convolve(x, weights, new float[out], 1, three, three));
      x = graph.add(Node.relu(x));
      channels = out;
    }
    graph.add(new Node.GlobalAverage(x));
    FloatBuffer images = FloatBuffer.wrap(random(batch * 3 * size * size, 1));
    try (GraphExecutor executor = new GraphExecutor(context, graph.build())) {
      executor.forward(images, MemoryOrder.NHWC, batch, size, size);
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < calls; i++) {
        long before = System.nanoTime();
        executor.forward(images, MemoryOrder.NHWC, batch, size, size);
        best = Math.min(best, (System.nanoTime() - before) / 1e6);
      }
      System.out.printf(
          Locale.ROOT,
          "inference %.2f ms/image; %d MB of maps and weights%n",
          best / batch,
          executor.bytes() >> 20);
    }
  }

  private static void training(OneDnnContext context, int batch, int divisor, int size, int calls) {
    List<Layer> layers = new ArrayList<>();
    TensorLayout layout = TensorLayout.ofMaps(batch, 3, size, size);
    Tensor image = filled(layout);
    Tensor x = image;
    for (int filters : VGG) {
      Layer layer = new Layer(context, x, filters / divisor);
      layers.add(layer);
      x = layer.y;
    }
    Tensor gradient = filled(x.layout());
    Map<String, Double> best = new TreeMap<>();
    double bestStep = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= calls; i++) {
      Map<String, Double> times = new TreeMap<>();
      long before = System.nanoTime();
      for (Layer layer : layers) {
        timed(times, layer.kind() + " forward", layer::forward);
      }
      Tensor dy = gradient;
      for (int k = layers.size() - 1; k >= 0; k--) {
        Layer layer = layers.get(k);
        Tensor delta = dy;
        boolean first = k == 0;
        timed(times, layer.kind() + " backward", () -> layer.backward(delta, first));
        dy = layer.dx;
      }
      double ms = (System.nanoTime() - before) / 1e6;
      if (i > 0) {
        bestStep = Math.min(bestStep, ms);
        times.forEach((kind, time) -> best.merge(kind, time, Math::min));
      }
    }
    System.out.printf(Locale.ROOT, "training step %.2f ms/image; best parts:%n", bestStep / batch);
    best.forEach((k, ms) -> System.out.printf(Locale.ROOT, "  %-22s %.2f%n", k, ms / batch));
  }

  private static void timed(Map<String, Double> times, String kind, Runnable work) {
    long before = System.nanoTime();
    work.run();
    times.merge(kind, (System.nanoTime() - before) / 1e6, Double::sum);
  }

  /** One convolution with ReLU, or one pooling, with its maps. */
  private static final class Layer {
    private final Tensor x;
    private final Tensor y;
    private final Tensor dx;
    private final Tensor[] parameters;
    private final TrainedConvolution convolution;
    private final TrainedPooling pooling;

    @SuppressWarnings("NullAway") // one of both
    Layer(OneDnnContext context, Tensor x, int filters) {
      this.x = x;
      this.dx = Tensor.allocate(x.layout());
      int batch = (int) x.layout().size(0);
      int channels = (int) x.layout().size(1);
      int size = (int) x.layout().size(2);
      if (filters == 0) {
        Axis half = new Axis(size, 2, 2, 0, 0, 1);
        convolution = null;
        parameters = new Tensor[0];
        pooling =
            new TrainedPooling(
                context, Pooling.MAX, new PoolingShape(batch, channels, half, half), x.layout());
        y = Tensor.allocate(pooling.output());
      } else {
        ConvolutionShape shape = ConvolutionShape.square(batch, channels, filters, size, 3, 1);
        pooling = null;
        convolution = new TrainedConvolution(context, shape, true, true);
        TensorLayout w = TensorLayout.plain(shape.weights());
        TensorLayout b = TensorLayout.plain(filters);
        parameters =
            new Tensor[] {
              Tensor.of(random((int) w.floats(), Math.sqrt(2.0 / (9 * channels))), shape.weights()),
              filled(b),
              Tensor.allocate(w),
              Tensor.allocate(b)
            };
        y = Tensor.allocate(TensorLayout.ofMaps(batch, filters, size, size));
      }
    }

    String kind() {
      return convolution == null ? "pooling" : "convolution";
    }

    void forward() {
      if (convolution == null) {
        pooling.forward(x, y);
      } else {
        convolution.forward(x, parameters[0], parameters[1], y);
      }
    }

    @SuppressWarnings("NullAway") // the first layer's input needs no gradient
    void backward(Tensor dy, boolean first) {
      if (convolution == null) {
        pooling.backward(dy, dx);
      } else {
        convolution.backward(
            x, parameters[0], y, dy, first ? null : dx, parameters[2], parameters[3]);
      }
    }
  }

  private static Tensor filled(TensorLayout layout) {
    Tensor tensor = Tensor.allocate(layout);
    tensor.set(random(Math.toIntExact(layout.floats()), 1));
    return tensor;
  }

  private static float[] random(int length, double size) {
    Random random = new Random(length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() * size);
    }
    return values;
  }
}
