package dev.blindspot.train.inspect;

import dev.blindspot.explain.AttributionMethod;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.ModelRandomisation;
import dev.blindspot.explain.measure.Measurement;
import dev.blindspot.explain.network.CascadingRandomisation.Step;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.image.Batches;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Randomises a network under the methods that read it, and averages over images. */
record SanityChecks(
    ImageClassifier classifier,
    Function<MapMethod, Function<ImageClassifier, AttributionMethod>> drawn) {
  private static final long SEED = 1;

  /** Those whose maps need one pass; Score-CAM would need hundreds after every layer. */
  private static final Set<MapMethod> READING =
      EnumSet.of(MapMethod.CAM, MapMethod.GRAD_CAM, MapMethod.SALIENCY, MapMethod.SMOOTH_GRAD);

  List<SanityCheck> of(List<MapMethod> methods, List<Subject> subjects, ProgressListener listener) {
    if (!classifier.differentiable() || subjects.isEmpty()) {
      return List.of();
    }
    List<MapMethod> checked = methods.stream().filter(READING::contains).toList();
    return IntStream.range(0, checked.size())
        .mapToObj(
            i ->
                check(
                    checked.get(i),
                    subjects,
                    (done, total) -> listener.progress(i * total + done, checked.size() * total)))
        .toList();
  }

  private SanityCheck check(MapMethod method, List<Subject> subjects, ProgressListener listener) {
    ModelRandomisation randomisation = new ModelRandomisation(drawn.apply(method), SEED);
    List<List<Step>> cascades;
    try (INDArray batch = Batches.toArray(subjects.stream().map(Subject::image).toList())) {
      cascades =
          randomisation.run(
              classifier,
              IntStream.range(0, subjects.size()).mapToObj(batch::slice).toList(),
              subjects.stream().map(Subject::target).toList(),
              listener);
    }
    List<SanityCheck.Step> steps = new ArrayList<>();
    for (int i = 0; i < cascades.get(0).size(); i++) {
      int step = i;
      List<Step> all = cascades.stream().map(cascade -> cascade.get(step)).toList();
      steps.add(
          new SanityCheck.Step(
              all.get(0).layer(), mean(all, Step::spearman), mean(all, Step::ssim)));
    }
    return new SanityCheck(method.shortName(), subjects.size(), steps);
  }

  private static double mean(List<Step> steps, Function<Step, Measurement> measure) {
    return steps.stream()
        .map(measure)
        .filter(Measurement::defined)
        .mapToDouble(Measurement::value)
        .average()
        .orElse(Double.NaN);
  }
}
