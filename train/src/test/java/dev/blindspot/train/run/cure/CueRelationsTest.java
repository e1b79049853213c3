package dev.blindspot.train.run.cure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.report.result.CueAccuracy.Relation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CueRelationsTest {
  private static Relation relation(int label, CueBox... boxes) {
    ManifestRow row =
        new ManifestRow("a", Path.of("a"), label, Split.TEST, "0".repeat(64), List.of(boxes));
    return CueRelations.relation(row, "watermark", 1);
  }

  @Test
  void agreesInItsClassMisleadsInOthersAndIsAbsentElsewhere() {
    CueBox watermark = CueBox.shortcut("watermark", 0, 0, 1, 1);
    CueBox vehicle = CueBox.object("vehicle", 0, 0, 1, 1);
    assertThat(relation(1, vehicle, watermark)).isEqualTo(Relation.AGREES);
    assertThat(relation(0, vehicle, watermark)).isEqualTo(Relation.MISLEADS);
    assertThat(relation(1, vehicle)).isEqualTo(Relation.ABSENT);
    assertThat(relation(0)).isEqualTo(Relation.ABSENT);
  }

  /** Otherwise a part of the object of that name would count as a shortcut. */
  @Test
  void aPartOfTheObjectIsNotAShortcut() {
    assertThat(relation(1, CueBox.object("watermark", 0, 0, 1, 1))).isEqualTo(Relation.ABSENT);
  }
}
