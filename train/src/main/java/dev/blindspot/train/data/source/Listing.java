package dev.blindspot.train.data.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that a source lists.
 *
 * @param name the table or folder, for messages
 * @param classes names in label order
 * @param labelled false when the source has no labels at all
 */
record Listing(String name, List<String> classes, boolean labelled, List<Candidate> candidates) {
  /**
   * Marks names that are listed more than once: the first keeps its place when all agree on the
   * label, none does when they do not.
   */
  Listing withoutDoubles() {
    Map<String, List<Candidate>> byId =
        candidates.stream()
            .filter(c -> c.problem() == null)
            .collect(Collectors.groupingBy(Candidate::id, LinkedHashMap::new, Collectors.toList()));
    List<Candidate> result = new ArrayList<>();
    for (Candidate candidate : candidates) {
      List<Candidate> same = byId.getOrDefault(candidate.id(), List.of());
      boolean usable = candidate.problem() == null;
      if (usable && same.stream().anyMatch(other -> other.label() != candidate.label())) {
        result.add(candidate.because("is listed with different labels (" + places(same) + ")"));
      } else if (usable && !same.get(0).equals(candidate)) {
        result.add(candidate.because("is listed twice, first in " + same.get(0).where()));
      } else {
        result.add(candidate);
      }
    }
    return new Listing(name, classes, labelled, result);
  }

  private static String places(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::where).collect(Collectors.joining(", "));
  }
}
