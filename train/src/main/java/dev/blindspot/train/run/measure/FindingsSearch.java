package dev.blindspot.train.run.measure;

import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.evaluate.findings.ConfidentLearning;
import dev.blindspot.train.evaluate.findings.Disagreement;
import dev.blindspot.train.evaluate.findings.LabelAudit;
import dev.blindspot.train.evaluate.findings.Mistakes;
import dev.blindspot.train.evaluate.findings.NotableImages;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.report.result.ExplainedImage;
import dev.blindspot.train.report.result.Findings;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Finds mistakes, disagreements and likely label errors in what the models said. */
public final class FindingsSearch {
  private final EvaluationInputs materials;
  private final List<Mistakes> mistakes = new ArrayList<>();
  private final List<Disagreement> disagreements;
  private final LabelAudit labels;

  /**
   * @param measured every arm's models; the first one of each speaks for it
   */
  public FindingsSearch(EvaluationInputs materials, Map<String, List<Measured>> measured) {
    this.materials = materials;
    int most = materials.settings().findings();
    NotableImages oddities = new NotableImages(ids(materials.heldOut()), materials.classes());
    Map<String, Predictions> first = new LinkedHashMap<>();
    measured.forEach((arm, models) -> first.put(arm, models.get(0).run().clean()));
    first.forEach((arm, said) -> mistakes.add(oddities.mistakes(arm, said, most)));
    disagreements = oddities.disagreements(first);
    labels = audit(measured.values().stream().flatMap(List::stream).toList(), most);
  }

  private LabelAudit audit(List<Measured> models, int most) {
    ConfidentLearning auditor = new ConfidentLearning(materials.classes());
    auditor.add(
        ids(materials.heldOut()),
        "test",
        models.stream().map(model -> model.run().clean()).toList());
    List<Predictions> validation =
        models.stream().map(Measured::validation).filter(Objects::nonNull).toList();
    boolean apart = !materials.validation().equals(materials.heldOut());
    if (apart && !validation.isEmpty()) {
      auditor.add(ids(materials.validation()), "validation", validation);
    }
    return auditor.audit(most);
  }

  private static List<String> ids(List<ManifestRow> rows) {
    return rows.stream().map(ManifestRow::id).toList();
  }

  /** The images whose maps are drawn: the first of every list, then the second of each. */
  public List<ManifestRow> worthMaps() {
    List<List<String>> lists = new ArrayList<>();
    mistakes.forEach(of -> lists.add(of.worst().stream().map(Mistakes.Mistake::id).toList()));
    lists.add(disagreements.stream().map(Disagreement::id).toList());
    lists.add(labels.suspects().stream().map(LabelAudit.Suspect::id).toList());
    Set<String> chosen = new LinkedHashSet<>();
    int longest = lists.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (List<String> list : lists) {
        if (i < list.size() && chosen.size() < materials.settings().findingMaps()) {
          chosen.add(list.get(i));
        }
      }
    }
    return Stream.concat(materials.heldOut().stream(), materials.validation().stream())
        .filter(row -> chosen.contains(row.id()))
        .distinct()
        .toList();
  }

  /** Everything that was found, with the images whose maps were drawn. */
  public Findings findings(List<ExplainedImage> images) {
    int most = Math.min(materials.settings().findings(), disagreements.size());
    return new Findings(
        mistakes, disagreements.subList(0, most), disagreements.size(), labels, images, null);
  }
}
