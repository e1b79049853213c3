package dev.blindspot.train.evaluate.stats;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What several trainings have to say about one thing, thing by thing. */
public final class Transpose {
  private Transpose() {}

  /**
   * The n-th part of every training, for every n.
   *
   * @param parts as many for every training, in the same order
   */
  public static <T, P> List<List<P>> of(List<T> trainings, Function<T, List<P>> parts) {
    List<List<P>> byTraining = trainings.stream().map(parts).toList();
    int count = byTraining.get(0).size();
    if (byTraining.stream().anyMatch(of -> of.size() != count)) {
      throw new IllegalArgumentException(
          "trainings must be measured alike, had " + byTraining.stream().map(List::size).toList());
    }
    return IntStream.range(0, count)
        .mapToObj(n -> byTraining.stream().map(of -> of.get(n)).toList())
        .toList();
  }
}
