package dev.blindspot.train.model;

import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.model.backbone.LayerStyle;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Small networks, images and labels; all of them the same in every run. */
final class Fixtures {
  static final List<String> CLASSES = List.of("other", "emergency");

  private Fixtures() {}

  /** A sixteenth of VGG16's channels (4, 8, 16, 32, 32). */
  static ModelSpec spec(int size, boolean batchNorm) {
    return new ModelSpec(
        Architecture.VGG16,
        size,
        Resize.STRETCH,
        1 / 16.0,
        batchNorm,
        0,
        Preprocessing.SYMMETRIC,
        CLASSES);
  }

  static Network network(ModelSpec spec, int frozenBlocks, INDArray parameters) {
    return network(spec, frozenBlocks, parameters, base -> base.updater(new Sgd(0.01)));
  }

  static Network network(
      ModelSpec spec,
      int frozenBlocks,
      INDArray parameters,
      UnaryOperator<NeuralNetConfiguration.Builder> training) {
    return network(
        spec, frozenBlocks, parameters, training, LayerStyle.ofThisMachine(spec.architecture()));
  }

  static Network network(
      ModelSpec spec,
      int frozenBlocks,
      INDArray parameters,
      UnaryOperator<NeuralNetConfiguration.Builder> training,
      LayerStyle style) {
    Network network = Network.trainable(spec, frozenBlocks, new LossMCXENT(), training, style);
    network.setParameters(parameters);
    return network;
  }

  /**
   * A graph of standard layers that were made with oneDNN switched off: Deeplearning4j's own code.
   */
  static ComputationGraph stock(
      ModelSpec spec, INDArray parameters, UnaryOperator<NeuralNetConfiguration.Builder> training) {
    OneDnn.disable();
    try {
      ComputationGraph graph =
          new ComputationGraph(
              NetworkConfiguration.of(
                  spec,
                  LayerStyle.STANDARD,
                  NetworkConfiguration.Part.whole(spec),
                  new LossMCXENT(),
                  training.apply(new NeuralNetConfiguration.Builder())));
      graph.init();
      graph.setParams(parameters.dup());
      return graph;
    } finally {
      OneDnn.enable();
    }
  }

  /** He weights, small random biases, and running estimates that are not those of a new network. */
  static INDArray parameters(ModelSpec spec, long seed) {
    ComputationGraph graph = Network.standard(spec, seed);
    Random random = new Random(seed);
    graph
        .paramTable()
        .forEach(
            (name, values) -> {
              if (name.endsWith("_b") || name.endsWith("_mean") || name.endsWith("_beta")) {
                values.assign(noise(random, 0, 0.1f, values.shape()));
              } else if (name.endsWith("_var") || name.endsWith("_gamma")) {
                values.assign(noise(random, 1, 0.1f, values.shape()));
              }
            });
    INDArray parameters = graph.params().reshape(1, graph.numParams()).dup();
    graph.close();
    return parameters;
  }

  /** Float32 {@code [n,3,size,size]}, integers 0..255. */
  static INDArray images(int n, int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[n * 3 * size * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256);
    }
    return Nd4j.createFromArray(values).reshape(n, 3, size, size);
  }

  /** Soft labels: rows that sum to 1. */
  static INDArray labels(int n) {
    INDArray labels = Nd4j.create(n, CLASSES.size());
    for (int i = 0; i < n; i++) {
      float p = (i % 3) / 2f * 0.9f + 0.05f;
      labels.putScalar(i, 0, p);
      labels.putScalar(i, 1, 1 - p);
    }
    return labels;
  }

  static INDArray noise(Random random, float mean, float deviation, long... shape) {
    INDArray array = Nd4j.create(shape);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, mean + deviation * random.nextGaussian());
    }
    return array;
  }

  /** Euclidean length of the difference, relative to the length of what was expected. */
  static double distance(INDArray actual, INDArray expected) {
    return actual.sub(expected).norm2Number().doubleValue()
        / Math.max(expected.norm2Number().doubleValue(), 1e-30);
  }
}
