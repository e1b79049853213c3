package dev.blindspot.train.evaluate.findings;

import dev.blindspot.train.evaluate.findings.Disagreement.Opinion;
import dev.blindspot.train.evaluate.findings.Mistakes.Mistake;
import dev.blindspot.train.evaluate.metrics.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the images that are worth a look.
 *
 * @param ids names of the held-out images
 * @param classes names of the classes
 */
public record NotableImages(List<String> ids, List<String> classes) {
  public NotableImages {
    ids = List.copyOf(ids);
    classes = List.copyOf(classes);
  }

  /** The mistakes of an arm, at most so many of either kind. */
  public Mistakes mistakes(String arm, Predictions said, int most) {
    List<Integer> wrong =
        IntStream.range(0, said.size()).filter(i -> !said.isCorrect(i)).boxed().toList();
    Comparator<Integer> worst = Comparator.comparingDouble(i -> said.probability(i, said.label(i)));
    Comparator<Integer> surest = Comparator.comparingDouble(i -> -said.confidence(i));
    return new Mistakes(
        arm, wrong.size(), list(said, wrong, worst, most), list(said, wrong, surest, most));
  }

  private List<Mistake> list(
      Predictions said, List<Integer> wrong, Comparator<Integer> order, int most) {
    return wrong.stream()
        .sorted(order)
        .limit(most)
        .map(
            i ->
                new Mistake(
                    ids.get(i),
                    classes.get(said.label(i)),
                    classes.get(said.predicted(i)),
                    said.confidence(i),
                    said.probability(i, said.label(i))))
        .toList();
  }

  /** All images that not every arm calls the same, the widest spread of p(true class) first. */
  public List<Disagreement> disagreements(Map<String, Predictions> arms) {
    List<Disagreement> found = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      int image = i;
      if (arms.values().stream().mapToInt(said -> said.predicted(image)).distinct().count() > 1) {
        found.add(disagreement(image, arms));
      }
    }
    found.sort(Comparator.comparingDouble(d -> -d.spread()));
    return found;
  }

  private Disagreement disagreement(int image, Map<String, Predictions> arms) {
    List<Opinion> opinions = new ArrayList<>();
    arms.forEach(
        (arm, said) ->
            opinions.add(
                new Opinion(
                    arm,
                    classes.get(said.predicted(image)),
                    said.probability(image, said.label(image)))));
    double[] sorted = opinions.stream().mapToDouble(Opinion::trueProbability).sorted().toArray();
    int label = arms.values().iterator().next().label(image);
    return new Disagreement(
        ids.get(image), classes.get(label), sorted[sorted.length - 1] - sorted[0], opinions);
  }
}
