package dev.blindspot.train.inspect;

import dev.blindspot.explain.Attribution;
import dev.blindspot.explain.ClassActivationMap;
import dev.blindspot.explain.GradCam;
import dev.blindspot.explain.Saliency;
import dev.blindspot.explain.measure.Measurement;
import dev.blindspot.explain.network.CascadingRandomisation;
import dev.blindspot.explain.network.ScoreGradient.Score;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.Batches;
import dev.blindspot.train.model.Preprocessing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The maps that are read from inside a network. */
final class NetworkMaps {
  private static final Saliency.Smoothing SMOOTHING = new Saliency.Smoothing(16, 0.15, 1);

  private final ComputationGraph graph;
  private final Map<MapMethod, Drawing> drawings = new LinkedHashMap<>();

  NetworkMaps(ComputationGraph graph) {
    this.graph = graph;
  }

  private interface Drawing {
    Attribution of(INDArray normalised, int targetClass);
  }

  /** A map of a preprocessed picture, {@code [1,C,H,W]}. */
  Attribution map(MapMethod method, INDArray normalised, int targetClass) {
    return drawings.computeIfAbsent(method, m -> drawing(m, graph)).of(normalised, targetClass);
  }

  private static Drawing drawing(MapMethod method, ComputationGraph graph) {
    return switch (method) {
      case CAM -> new ClassActivationMap(graph)::explain;
      case GRAD_CAM -> new GradCam(graph)::explain;
      case SALIENCY -> new Saliency(graph, Score.LOGIT)::explain;
      case SMOOTH_GRAD -> {
        Saliency saliency = new Saliency(graph, Score.LOGIT);
        yield (normalised, target) -> saliency.explain(normalised, target, SMOOTHING);
      }
      case OCCLUSION -> throw new IllegalArgumentException("method must be one of the network's");
    };
  }

  /** The cascade of every method that reads the network, averaged over the pictures. */
  List<SanityCheck> randomised(
      List<MapMethod> methods, List<Subject> subjects, Preprocessing preprocessing) {
    List<SanityCheck> checks = new ArrayList<>();
    for (MapMethod method : methods) {
      if (method != MapMethod.OCCLUSION && !subjects.isEmpty()) {
        checks.add(check(method, subjects, preprocessing));
      }
    }
    return checks;
  }

  private SanityCheck check(MapMethod method, List<Subject> subjects, Preprocessing preprocessing) {
    List<List<CascadingRandomisation.Step>> cascades = new ArrayList<>();
    for (Subject subject : subjects) {
      try (INDArray batch = Batches.toArray(List.of(subject.picture()));
          INDArray normalised = preprocessing.nchw(batch)) {
        cascades.add(
            new CascadingRandomisation(graph, 1)
                .run(network -> drawing(method, network).of(normalised, subject.target())));
      }
    }
    List<SanityCheck.Step> steps = new ArrayList<>();
    for (int i = 0; i < cascades.get(0).size(); i++) {
      int step = i;
      List<CascadingRandomisation.Step> all = cascades.stream().map(c -> c.get(step)).toList();
      steps.add(
          new SanityCheck.Step(
              all.get(0).layer(),
              mean(all, CascadingRandomisation.Step::spearman),
              mean(all, CascadingRandomisation.Step::ssim)));
    }
    return new SanityCheck(method.shortName(), subjects.size(), steps);
  }

  private static double mean(
      List<CascadingRandomisation.Step> steps,
      Function<CascadingRandomisation.Step, Measurement> measure) {
    return steps.stream()
        .map(measure)
        .filter(Measurement::defined)
        .mapToDouble(Measurement::value)
        .average()
        .orElse(Double.NaN);
  }
}
