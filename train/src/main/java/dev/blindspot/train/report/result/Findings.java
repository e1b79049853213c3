package dev.blindspot.train.report.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.blindspot.train.evaluate.findings.Disagreement;
import dev.blindspot.train.evaluate.findings.LabelAudit;
import dev.blindspot.train.evaluate.findings.Mistakes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Single images that are worth a look.
 *
 * @param mistakes of every arm, in the order of the run
 * @param disagreements images that not all arms call the same, the widest spread first
 * @param disagreementTotal how many there are; the list holds the first of them
 * @param labels likely label errors; null when there was nothing to audit
 * @param images the named images with the maps of all arms, each once: find them by {@link
 *     ExplainedImage#id}; not every named image has to be here
 * @param opening the image that the report begins with, its maps side by side and the suspects of
 *     the shortcut scan framed; null when no maps were drawn
 */
public record Findings(
    List<Mistakes> mistakes,
    List<Disagreement> disagreements,
    int disagreementTotal,
    @Nullable LabelAudit labels,
    @JsonProperty("pictures") List<ExplainedImage> images,
    @Nullable ExplainedImage opening) {
  public Findings {
    mistakes = List.copyOf(mistakes);
    disagreements = List.copyOf(disagreements);
    images = List.copyOf(images);
  }

  /** Nothing was looked for. */
  public static final Findings NONE = new Findings(List.of(), List.of(), 0, null, List.of(), null);

  /** The same with the image that the report begins with. */
  public Findings with(@Nullable ExplainedImage first) {
    return new Findings(mistakes, disagreements, disagreementTotal, labels, images, first);
  }
}
