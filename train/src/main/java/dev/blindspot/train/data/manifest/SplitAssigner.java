package dev.blindspot.train.data.manifest;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.config.DataConfig.SplitConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assigns labelled rows to training, validation and test: stratified by label, whole duplicate
 * groups at a time, decided by seed and image names alone. The order of the rows does not matter,
 * and adding an image moves few others.
 *
 * <p>Groups are visited in an order keyed by (seed, name of the group's first image). A group goes
 * to the test if the test still lacks that many images of its labels, else to validation by the
 * same rule, else to training. A class of three or more images has at least one in every part whose
 * fraction is above zero, as far as its groups allow.
 */
public final class SplitAssigner {
  private final SplitConfig config;
  private final long seed;

  /**
   * What has to be placed: an image's name, its label, and the number of the group that it belongs
   * to.
   */
  public record Member(String id, int label, int group) {}

  public SplitAssigner(SplitConfig config, long seed) {
    this.config = config;
    this.seed = seed;
  }

  /** The part of every image, by its name. */
  public Map<String, Split> assign(List<Member> members) {
    Map<Integer, Integer> test = new HashMap<>();
    Map<Integer, Integer> validation = new HashMap<>();
    countLabels(members)
        .forEach(
            (label, count) -> {
              int toTest = quota(count, config.test(), count - 1);
              test.put(label, toTest);
              validation.put(label, quota(count, config.validation(), count - 1 - toTest));
            });
    Map<String, Split> result = new LinkedHashMap<>();
    for (List<Member> group : groupsInKeyedOrder(members)) {
      Map<Integer, Integer> labels = countLabels(group);
      Split split =
          take(labels, test)
              ? Split.TEST
              : take(labels, validation) ? Split.VALIDATION : Split.TRAIN;
      group.forEach(member -> result.put(member.id(), split));
    }
    return result;
  }

  /**
   * Takes a group's labels out of what a part still lacks; false, and nothing taken, when it does
   * not fit.
   */
  private static boolean take(Map<Integer, Integer> labels, Map<Integer, Integer> lacking) {
    boolean fits =
        labels.entrySet().stream()
            .allMatch(entry -> lacking.getOrDefault(entry.getKey(), 0) >= entry.getValue());
    if (fits) {
      labels.forEach((label, count) -> lacking.merge(label, -count, Integer::sum));
    }
    return fits;
  }

  private static int quota(int count, double fraction, int most) {
    int rounded = (int) Math.round(count * fraction);
    int wanted = fraction > 0 && count >= 3 ? Math.max(1, rounded) : rounded;
    return Math.min(wanted, most); // rounding must not take a class's last image from training
  }

  private List<List<Member>> groupsInKeyedOrder(List<Member> members) {
    List<Member> byName = new ArrayList<>(members);
    byName.sort(Comparator.comparing(Member::id));
    Map<Integer, List<Member>> groups = new LinkedHashMap<>();
    byName.forEach(m -> groups.computeIfAbsent(m.group(), g -> new ArrayList<>()).add(m));
    List<List<Member>> ordered = new ArrayList<>(groups.values());
    ordered.sort(Comparator.comparingLong(group -> SampleRandom.key(seed, group.get(0).id())));
    return ordered;
  }

  private static Map<Integer, Integer> countLabels(List<Member> members) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    members.forEach(member -> counts.merge(member.label(), 1, Integer::sum));
    return counts;
  }
}
