package dev.blindspot.explain.engine;

import dev.blindspot.explain.network.ScoreGradient.Score;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network, an image, and what is shown instead of it. */
final class OcclusionCase implements AutoCloseable {
  final ComputationGraph graph;
  final CNN2DFormat format;
  final CompiledNetwork network;
  final int height;
  final int width;
  final float[] image;
  final float[] shown;

  OcclusionCase(ComputationGraph graph, CNN2DFormat format, int height, int width) {
    this.graph = graph;
    this.format = format;
    this.network = CompiledNetwork.of(graph, Nets.scaling());
    this.height = height;
    this.width = width;
    INDArray images = Nets.images(2, height, width);
    this.image = images.slice(0).dup('c').data().asFloat();
    this.shown = images.slice(1).dup('c').data().asFloat();
  }

  static OcclusionCase of(Nets net, Activation last, CNN2DFormat format, int height, int width) {
    return new OcclusionCase(net.graph(height, width, last, format), format, height, width);
  }

  OcclusionEngine.Session open(Score score) {
    return new IncrementalOcclusion(network, score).open(image, 3, height, width);
  }

  float[][] clean() {
    return Nets.standard(graph, batch(List.of()), format);
  }

  float[][] standard(List<Window> windows) {
    return Nets.standard(graph, batch(windows), format);
  }

  /** What the compiled network says of whole images. */
  float[][] full(List<Window> windows) {
    return network.logits(batch(windows)).toFloatMatrix();
  }

  /** The image behind each window; the image itself for none. */
  INDArray batch(List<Window> windows) {
    int count = Math.max(1, windows.size());
    float[] all = new float[count * image.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(image, 0, all, i * image.length, image.length);
      if (!windows.isEmpty()) {
        hide(all, i * image.length, windows.get(i));
      }
    }
    return Nd4j.createFromArray(all).reshape(count, 3, height, width);
  }

  private void hide(float[] all, int start, Window window) {
    for (int c = 0; c < 3; c++) {
      for (int y = window.y(); y < window.y() + window.height(); y++) {
        int at = (c * height + y) * width + window.x();
        System.arraycopy(shown, at, all, start + at, window.width());
      }
    }
  }

  @Override
  public void close() {
    network.close();
    graph.close();
  }
}
