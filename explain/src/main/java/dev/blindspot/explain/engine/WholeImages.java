package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.onednn.graph.GraphTiming;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes the last map of a trunk for batches of whole images, a few images at a time. */
final class WholeImages implements AutoCloseable {
  private final InputScaling scaling;
  private final Trunk trunk;
  private final PlainPass pass;
  private final NativeBuffer input = new NativeBuffer();

  /**
   * @param pass computes this trunk, and is closed with this
   */
  WholeImages(InputScaling scaling, Trunk trunk, PlainPass pass) {
    this.scaling = scaling;
    this.trunk = trunk;
    this.pass = pass;
  }

  /**
   * The last map of each image.
   *
   * @param batch {@code [N,C,H,W]}, 0..255
   * @return {@code [image][C*H*W]}, channel after channel
   */
  float[][] features(INDArray batch) {
    List<Shape2d> maps = maps(batch);
    int count = (int) batch.size(0);
    int atOnce = pass.atOnce(maps);
    float[][] features = new float[count][];
    for (int first = 0; first < count; first += atOnce) {
      int n = Math.min(atOnce, count - first);
      fill(batch, first, n, maps.get(0));
      System.arraycopy(pass.features(input, n, maps), 0, features, first, n);
    }
    return features;
  }

  /** Size of the last map for images of a batch. */
  Shape2d shape(INDArray batch) {
    return maps(batch).get(trunk.size());
  }

  /** Images of a batch that are computed at once. */
  int atOnce(INDArray batch) {
    return (int) Math.min(batch.size(0), pass.atOnce(maps(batch)));
  }

  /**
   * Makes ready to time the steps with the first images of a batch, as many as are computed at
   * once.
   *
   * @return to be closed before this
   * @throws IllegalStateException if oneDNN's own primitives do not compute them; the message says
   *     why
   */
  GraphTiming timing(INDArray batch) {
    if (!(pass instanceof PrimitivePass primitives)) {
      throw new IllegalStateException(
          "oneDNN's own primitives do not compute this network: "
              + OneDnnSupport.current().reason());
    }
    List<Shape2d> maps = maps(batch);
    int count = atOnce(batch);
    float[] images = new float[Math.toIntExact(count * maps.get(0).floats())];
    fill(batch, 0, count, maps.get(0));
    input.values().get(0, images);
    return primitives.timing(FloatBuffer.wrap(images), count, maps);
  }

  private List<Shape2d> maps(INDArray batch) {
    if (batch.rank() != 4 || batch.size(1) != scaling.channels()) {
      throw new IllegalArgumentException(
          "batch must be [N,%d,H,W], was %s"
              .formatted(scaling.channels(), Arrays.toString(batch.shape())));
    }
    return trunk.maps((int) batch.size(2), (int) batch.size(3));
  }

  private void fill(INDArray batch, int first, int count, Shape2d map) {
    int length = (int) map.floats();
    input.require((long) count * length);
    INDArray planes = Planes.contiguous(batch.castTo(DataType.FLOAT));
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              float[] pixels = Planes.read(planes, (long) (first + i) * length, length);
              float[] scaled = new float[length];
              scaling.interleave(pixels, scaled);
              input.values().put(i * length, scaled);
            });
  }

  @Override
  public void close() {
    pass.close();
    input.close();
  }
}
