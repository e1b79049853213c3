package dev.blindspot.train.model;

import dev.blindspot.explain.backend.GraphMemory;
import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.train.model.NetworkConfiguration.Part;
import dev.blindspot.train.model.backbone.LayerStyle;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * A network that is trained; {@link ScoringNetwork} only scores. It consists of a frozen part (the
 * first stages, or nothing), which only computes features, and a trainable part; on a CPU both are
 * made of layers that are faster than the standard ones. Parameters are one flat vector in the
 * order of the standard graph's.
 *
 * <p>Not thread-safe. {@link #close} frees the native memory.
 */
public final class Network implements Scorer, AutoCloseable {
  private final ModelSpec spec;
  private final FrozenPart frozen;
  private final ComputationGraph trainable;

  private Network(
      ModelSpec spec,
      int frozenBlocks,
      ILossFunction loss,
      UnaryOperator<NeuralNetConfiguration.Builder> training,
      LayerStyle style) {
    this.spec = spec;
    this.frozen = new FrozenPart(spec, frozenBlocks, style);
    this.trainable =
        new ComputationGraph(
            NetworkConfiguration.of(
                spec,
                style,
                Part.after(frozenBlocks, spec),
                loss,
                training.apply(new NeuralNetConfiguration.Builder())));
    trainable.init();
    OneDnn.requireTrainable(trainable);
  }

  /** A network for training. */
  public static Network trainable(
      ModelSpec spec,
      int frozenBlocks,
      ILossFunction loss,
      UnaryOperator<NeuralNetConfiguration.Builder> training) {
    return trainable(
        spec, frozenBlocks, loss, training, LayerStyle.ofThisMachine(spec.architecture()));
  }

  static Network trainable(
      ModelSpec spec,
      int frozenBlocks,
      ILossFunction loss,
      UnaryOperator<NeuralNetConfiguration.Builder> training,
      LayerStyle style) {
    return new Network(spec, frozenBlocks, loss, training, style);
  }

  /** The code that computes the convolutions of networks that are made now; its kind, in words. */
  public static String convolutions(ModelSpec spec) {
    return LayerStyle.ofThisMachine(spec.architecture()).convolutions();
  }

  public ModelSpec spec() {
    return spec;
  }

  /** The part that is trained; its input is what {@link #features} returns. */
  public ComputationGraph trainable() {
    return trainable;
  }

  /** The part that is not trained. */
  public FrozenPart frozen() {
    return frozen;
  }

  /**
   * What the trainable part takes in: the preprocessed image, or the features of the frozen blocks.
   *
   * @param bgr float32 {@code [N,3,H,W]}, 0..255
   */
  public INDArray features(INDArray bgr) {
    return frozen.features(bgr);
  }

  /**
   * Probabilities of the classes.
   *
   * @param bgr float32 {@code [N,3,H,W]}, 0..255
   * @return {@code [N,K]}
   */
  @Override
  public INDArray score(INDArray bgr) {
    return outputOf(trainable, features(bgr));
  }

  /** As {@link #score}, from what {@link #features} returned. */
  public INDArray scoreFeatures(INDArray features) {
    return outputOf(trainable, features);
  }

  /**
   * One training step.
   *
   * @param features what {@link #features} returned
   * @param labels {@code [N,K]}
   */
  public void fit(INDArray features, INDArray labels) {
    trainable.fit(new INDArray[] {features}, new INDArray[] {labels});
  }

  /**
   * A copy of all parameters, frozen ones first: {@code [1,P]}, in the order of the standard graph.
   */
  public INDArray parameters() {
    INDArray first = frozen.parameters();
    return first == null
        ? row(trainable.params()).dup()
        : Nd4j.concat(1, first, row(trainable.params()));
  }

  /** Sets all parameters from a vector in the order of the standard graph. */
  public void setParameters(INDArray parameters) {
    INDArray all = row(parameters);
    long split = frozen.length();
    if (all.length() != split + trainable.numParams()) {
      throw new IllegalArgumentException(
          "parameters must be %d, were %d".formatted(split + trainable.numParams(), all.length()));
    }
    frozen.setParameters(all);
    trainable.setParams(
        all.get(NDArrayIndex.all(), NDArrayIndex.interval(split, all.length())).dup());
  }

  /** The same network as a graph of standard DL4J layers in NCHW, with a copy of the parameters. */
  public ComputationGraph standard() {
    ComputationGraph graph = standard(spec, 0);
    graph.setParams(parameters());
    return graph;
  }

  /** A standard graph with fresh He weights. */
  static ComputationGraph standard(ModelSpec spec, long seed) {
    OneDnn.enable();
    ComputationGraph graph = new ComputationGraph(standardConfiguration(spec, seed));
    graph.init();
    return graph;
  }

  /** What a standard graph is made of. */
  static ComputationGraphConfiguration standardConfiguration(ModelSpec spec) {
    return standardConfiguration(spec, 0);
  }

  private static ComputationGraphConfiguration standardConfiguration(ModelSpec spec, long seed) {
    return NetworkConfiguration.of(
        spec, LayerStyle.STANDARD, Part.whole(spec), new LossMCXENT(), plain().seed(seed));
  }

  @Override
  public void close() {
    GraphMemory.free(trainable);
    frozen.close();
  }

  private static NeuralNetConfiguration.Builder plain() {
    return new NeuralNetConfiguration.Builder().updater(new Sgd(0));
  }

  private static INDArray outputOf(ComputationGraph graph, INDArray input) {
    return graph.outputSingle(false, input);
  }

  private static INDArray row(INDArray vector) {
    return vector.reshape(1, vector.length());
  }
}
