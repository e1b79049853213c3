package dev.blindspot.train.explore.session;

import dev.blindspot.train.explore.image.ArmAugmentation;
import java.util.List;

/**
 * What a run adds to its models and images.
 *
 * @param augmentations of the arms that have some
 * @param suspects of the shortcut scan
 * @param maps that are stored
 * @param seed of the run
 * @param hitDrop drop of the probability from which hiding a place counts in the scan, (0, 1]
 */
public record RunKnowledge(
    List<ArmAugmentation> augmentations,
    List<SuspectPlace> suspects,
    StoredMaps maps,
    long seed,
    double hitDrop) {
  /** Of models that come without a run. */
  public static final RunKnowledge NONE =
      new RunKnowledge(List.of(), List.of(), StoredMaps.NONE, 1, 0.1);

  public RunKnowledge {
    augmentations = List.copyOf(augmentations);
    suspects = List.copyOf(suspects);
  }
}
