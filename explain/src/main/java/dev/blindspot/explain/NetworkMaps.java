package dev.blindspot.explain;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.network.CascadingRandomisation;
import dev.blindspot.explain.network.ScoreGradient.Score;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All maps that are read from inside one network, by kind; each method is prepared when it is first
 * asked for. Not safe for use by several threads at once. {@link #close} frees the methods' copies
 * of the network, and not the network.
 */
public final class NetworkMaps implements AutoCloseable {
  /** 16 samples with noise of 0.15 of the range. */
  private static final Saliency.Smoothing SMOOTHING = new Saliency.Smoothing(16, 0.15, 1);

  private final ComputationGraph graph;
  private final Map<Kind, Drawing> drawings = new EnumMap<>(Kind.class);

  /**
   * @param graph a trained network; what a method needs of it is checked when a map is asked for
   */
  public NetworkMaps(ComputationGraph graph) {
    this.graph = graph;
  }

  /** What is drawn. */
  public enum Kind {
    /** {@link ClassActivationMap}. */
    CAM {
      @Override
      Drawing of(ComputationGraph graph) {
        return new ClassActivationMap(graph)::explain;
      }
    },
    /** {@link GradCam}. */
    GRAD_CAM {
      @Override
      Drawing of(ComputationGraph graph) {
        GradCam gradCam = new GradCam(graph);
        return new Copying(gradCam::explain, gradCam::close);
      }
    },
    /** {@link Saliency} of the logit. */
    SALIENCY {
      @Override
      Drawing of(ComputationGraph graph) {
        Saliency saliency = new Saliency(graph, Score.LOGIT);
        return new Copying(saliency::explain, saliency::close);
      }
    },
    /** {@link Saliency} of the logit, smoothed. */
    SMOOTH_GRAD {
      @Override
      Drawing of(ComputationGraph graph) {
        Saliency saliency = new Saliency(graph, Score.LOGIT);
        return new Copying(
            (image, target) -> saliency.explain(image, target, SMOOTHING), saliency::close);
      }
    };

    abstract Drawing of(ComputationGraph graph);
  }

  /** A method that is ready to draw; whoever asked for it closes it. */
  @FunctionalInterface
  interface Drawing extends AutoCloseable {
    Attribution of(INDArray normalisedImage, int targetClass);

    @Override
    default void close() {}
  }

  /** A method that holds a copy of the network. */
  private record Copying(Drawing drawing, Runnable free) implements Drawing {
    @Override
    public Attribution of(INDArray normalisedImage, int targetClass) {
      return drawing.of(normalisedImage, targetClass);
    }

    @Override
    public void close() {
      free.run();
    }
  }

  /**
   * A map with the network's weights.
   *
   * @param normalisedImage {@code [1,C,H,W]} as the network expects it
   */
  public Attribution map(Kind kind, INDArray normalisedImage, int targetClass) {
    return drawings
        .computeIfAbsent(kind, wanted -> wanted.of(graph))
        .of(normalisedImage, targetClass);
  }

  /** How the map changes while the network is randomised, {@link CascadingRandomisation}. */
  public List<CascadingRandomisation.Step> randomised(
      Kind kind, INDArray normalisedImage, int targetClass, long seed) {
    return new CascadingRandomisation(graph, seed)
        .run(
            network -> {
              try (Drawing drawing = kind.of(network)) {
                return drawing.of(normalisedImage, targetClass);
              }
            });
  }

  @Override
  public void close() {
    drawings.values().forEach(Drawing::close);
    drawings.clear();
  }
}
