package dev.blindspot.train.model;

import dev.blindspot.explain.backend.GraphMemory;
import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.engine.CompiledNetwork;
import dev.blindspot.explain.engine.IncrementalOcclusion;
import dev.blindspot.explain.network.ScoreGradient.Score;
import dev.blindspot.explain.occlusion.Scorer;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network that is scored with and never changed. On a CPU it is compiled where its layers allow,
 * which needs no layers and also serves occlusion; else the graph of standard layers scores.
 *
 * <p>Not thread-safe. {@link #close} frees the native memory.
 */
public final class ScoringNetwork implements Scorer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringNetwork.class);

  private final ModelSpec spec;
  private final @Nullable CompiledNetwork compiled;
  private final @Nullable ComputationGraph graph;
  private final boolean ownsGraph;

  private ScoringNetwork(ModelSpec spec, ComputationGraph standard, boolean ownsGraph) {
    this.spec = spec;
    this.compiled = compiled(spec, standard);
    this.graph = compiled == null ? standard : null;
    this.ownsGraph = ownsGraph;
    if (ownsGraph && compiled != null) {
      GraphMemory.free(standard);
    }
  }

  private static @Nullable CompiledNetwork compiled(ModelSpec spec, ComputationGraph standard) {
    if (OneDnn.enable() == OneDnn.Status.NOT_A_CPU) {
      return null;
    }
    try {
      return CompiledNetwork.of(standard, spec.preprocessing().scaling());
    } catch (IllegalArgumentException e) {
      LOG.info("the network is not compiled: {}", e.getMessage());
      return null;
    }
  }

  /**
   * The parameters of a standard graph as they are now.
   *
   * @param standard stays the caller's, to be closed after this network
   */
  public static ScoringNetwork of(ModelSpec spec, ComputationGraph standard) {
    return new ScoringNetwork(spec, standard, false);
  }

  /** The parameters of a network in training as they are now. */
  public static ScoringNetwork of(Network network) {
    return new ScoringNetwork(network.spec(), network.standard(), true);
  }

  public ModelSpec spec() {
    return spec;
  }

  /**
   * Probabilities of the classes.
   *
   * @param bgr float32 {@code [N,3,H,W]}, 0..255
   * @return {@code [N,K]}
   */
  @Override
  public INDArray score(INDArray bgr) {
    if (compiled != null) {
      return compiled.score(bgr);
    }
    if (graph != null) {
      return graph.outputSingle(false, spec.preprocessing().nchw(bgr));
    }
    throw new IllegalStateException("either is there");
  }

  /**
   * The engine that recomputes only what an occluding window changes; empty on a GPU and for
   * networks that are not compiled. It works until the network is closed.
   */
  public Optional<IncrementalOcclusion> incremental() {
    return Optional.ofNullable(compiled)
        .map(network -> new IncrementalOcclusion(network, Score.PROBABILITY));
  }

  @Override
  public void close() {
    if (compiled != null) {
      compiled.close();
    }
    if (graph != null && ownsGraph) {
      GraphMemory.free(graph);
    }
  }
}
