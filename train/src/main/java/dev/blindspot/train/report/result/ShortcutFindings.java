package dev.blindspot.train.report.result;

import java.util.List;

/**
 * What is known of shortcuts beside the scan.
 *
 * @param cues accuracy where content that only goes along with a class agrees with it, misleads, or
 *     is absent; one entry for each such content of which the boxes are known
 * @param cures arms that were trained with the suspects of another one hidden, and those that had
 *     none to hide
 */
public record ShortcutFindings(List<CueAccuracy> cues, List<Cure> cures) {
  public ShortcutFindings {
    cues = List.copyOf(cues);
    cures = List.copyOf(cures);
  }
}
