package dev.blindspot.train.report.result;

import dev.blindspot.train.evaluate.findings.Disagreement;
import dev.blindspot.train.evaluate.findings.LabelAudit;
import dev.blindspot.train.evaluate.findings.Mistakes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Single pictures that are worth a look.
 *
 * @param mistakes of every arm, in the order of the run
 * @param disagreements pictures that not all arms call the same, the widest spread first
 * @param disagreementTotal how many there are; the list holds the first of them
 * @param labels likely label errors; null when there was nothing to audit
 * @param pictures the named pictures with the maps of all arms, each once: find them by {@link
 *     ExplainedImage#id}; not every named picture has to be here
 */
public record Findings(
    List<Mistakes> mistakes,
    List<Disagreement> disagreements,
    int disagreementTotal,
    @Nullable LabelAudit labels,
    List<ExplainedImage> pictures) {
  public Findings {
    mistakes = List.copyOf(mistakes);
    disagreements = List.copyOf(disagreements);
    pictures = List.copyOf(pictures);
  }

  /** Nothing was looked for. */
  public static final Findings NONE = new Findings(List.of(), List.of(), 0, null, List.of());
}
