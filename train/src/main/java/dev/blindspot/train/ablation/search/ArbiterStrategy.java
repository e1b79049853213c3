package dev.blindspot.train.ablation.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;

/**
 * Asks one of Arbiter's generators. Different points of a conditional or discrete space may mean
 * the same setting: it is suggested once.
 */
final class ArbiterStrategy implements SearchStrategy {
  private final CandidateGenerator generator;
  private final int generation;
  private final int repeats;
  private final Set<Map<String, String>> seen = new HashSet<>();
  private final List<Candidate<?>> suggested = new ArrayList<>();
  private int told;

  private ArbiterStrategy(CandidateGenerator generator, int generation, int repeats) {
    this.generator = generator;
    this.generation = generation;
    this.repeats = repeats;
  }

  /**
   * Asks a generator that never ends. A space whose settings have all been tried gives the same
   * ones again and again: after so many of them there is nothing left.
   */
  static ArbiterStrategy endless(CandidateGenerator generator, int generation) {
    return new ArbiterStrategy(generator, generation, 1000);
  }

  /** Asks a generator that has an end and does not learn; it is asked up to that. */
  static ArbiterStrategy finite(CandidateGenerator generator) {
    return new ArbiterStrategy(generator, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public Optional<Suggestion> next() {
    for (int i = 0; i < repeats && generator.hasMoreCandidates(); i++) {
      Candidate<?> candidate = generator.getCandidate();
      LinkedHashMap<String, String> values = ((SearchSpace.Point) candidate.getValue()).values();
      if (seen.add(values)) {
        suggested.add(candidate);
        return Optional.of(new Suggestion("setting " + suggested.size(), values));
      }
    }
    return Optional.empty();
  }

  @Override
  public void tell(OptionalDouble value) {
    Candidate<?> candidate = suggested.get(told++);
    if (value.isPresent()) {
      generator.reportResults(
          new OptimizationResult(
              candidate, value.getAsDouble(), candidate.getIndex(), null, null, null));
    }
  }

  @Override
  public int generation() {
    return generation;
  }
}
