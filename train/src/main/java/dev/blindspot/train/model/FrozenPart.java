package dev.blindspot.train.model;

import dev.blindspot.explain.backend.GraphMemory;
import dev.blindspot.train.model.NetworkConfiguration.Part;
import dev.blindspot.train.model.backbone.LayerStyle;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * What comes before the trainable part of a network and never changes: the preprocessing of pixels,
 * and the frozen stages if there are any.
 *
 * <p>Not thread-safe. {@link #close} frees the native memory.
 */
public final class FrozenPart implements AutoCloseable {
  private final Preprocessing preprocessing;
  private final LayerStyle style;
  private final @Nullable ComputationGraph blocks;

  /** The part of a network whose first stages, from 0 to all, are frozen. */
  public FrozenPart(ModelSpec spec, int frozenBlocks) {
    this(spec, frozenBlocks, LayerStyle.ofThisMachine(spec.architecture()));
  }

  FrozenPart(ModelSpec spec, int frozenBlocks, LayerStyle style) {
    this.preprocessing = spec.preprocessing();
    this.style = style;
    this.blocks = frozenBlocks == 0 ? null : graph(spec, frozenBlocks);
  }

  private ComputationGraph graph(ModelSpec spec, int frozenBlocks) {
    ComputationGraph graph =
        new ComputationGraph(
            NetworkConfiguration.of(
                spec,
                style,
                Part.upTo(frozenBlocks),
                new LossMCXENT(),
                new NeuralNetConfiguration.Builder().updater(new Sgd(0))));
    graph.init();
    return graph;
  }

  public boolean hasBlocks() {
    return blocks != null;
  }

  /**
   * What the trainable part takes in: the preprocessed image, or the features of the frozen blocks.
   *
   * @param bgr float32 {@code [N,3,H,W]}, 0..255
   */
  public INDArray features(INDArray bgr) {
    INDArray x =
        style.format() == CNN2DFormat.NHWC ? preprocessing.nhwc(bgr) : preprocessing.nchw(bgr);
    if (blocks == null) {
      return x;
    }
    INDArray features = blocks.outputSingle(false, x);
    x.close(); // a copy of the batch; the collector sees only its few bytes in Java's heap
    return features;
  }

  /** Number of parameters. */
  long length() {
    return blocks == null ? 0 : blocks.numParams();
  }

  /** Its parameters, {@code [1,P]}; null without blocks. */
  @Nullable INDArray parameters() {
    return blocks == null ? null : blocks.params().reshape(1, blocks.numParams());
  }

  /** Takes its parameters from the head of the whole network's, {@code [1,P]}. */
  public void setParameters(INDArray all) {
    if (blocks != null) {
      try (INDArray own = all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, length())).dup()) {
        blocks.setParams(own);
      }
    }
  }

  @Override
  public void close() {
    if (blocks != null) {
      GraphMemory.free(blocks);
    }
  }
}
