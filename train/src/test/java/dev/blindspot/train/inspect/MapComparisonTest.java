package dev.blindspot.train.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.train.config.MapMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps of 32 x 32 in cells of 8: the first arm looks upper left, the second lower right. */
class MapComparisonTest {
  private static final int SIDE = KnownMaps.SIZE;
  private static final CueBox OBJECT = CueBox.object("vehicle", 0, 0, 8, 8);

  @Test
  void measuresWhereTheMapsOfEveryArmLieAndTheirDifference() {
    List<MeasureRow> rows = comparison(inspection(6)).measures();
    MeasureRow mass = row(rows, "mass on the object");
    assertThat(mass.cells().get(0).mean()).isCloseTo(1, within(1e-9));
    assertThat(mass.cells().get(0).images()).isEqualTo(6);
    assertThat(mass.cells().get(0).difference()).isNaN();
    assertThat(mass.cells().get(1).mean()).isZero();
    assertThat(mass.cells().get(1).difference()).isCloseTo(-1, within(1e-9));
    assertThat(mass.cells().get(1).differs()).isTrue();
    assertThat(row(rows, "area of the object").cells().get(1).mean()).isEqualTo(1 / 16.0);
    assertThat(row(rows, "pointing game").cells().get(0).mean()).isEqualTo(1);
    assertThat(row(rows, "pointing game").cells().get(1).mean()).isZero();
    assertThat(row(rows, "IoU of the box").cells().get(0).mean()).isEqualTo(1);
    assertThat(row(rows, "MaxBoxAccV2").cells().get(0).mean()).isEqualTo(1);
    assertThat(row(rows, "MaxBoxAccV2").cells().get(1).mean()).isZero();
    assertThat(row(rows, "area of half the mass").cells().get(0).mean()).isEqualTo(1 / 32.0);
    assertThat(row(rows, "deletion").cells().get(0).mean()).isEqualTo(0.25);
    assertThat(rows).noneMatch(row -> row.measure().equals("agreement with occlusion"));
  }

  @Test
  void saysHowFarTheMapsMoved() {
    List<MovedRow> moved = comparison(inspection(4)).moved();
    assertThat(moved).hasSize(1);
    MovedRow row = moved.get(0);
    assertThat(row.arm()).isEqualTo("second");
    assertThat(row.reference()).isEqualTo("first");
    assertThat(row.images()).isEqualTo(4);
    // two indicators of a sixteenth of the places that never meet: -1/15
    assertThat(row.spearman()).isCloseTo(-1 / 15.0, within(1e-9));
    assertThat(row.ssim()).isLessThan(0.9);
    assertThat(row.spearmanInterval().low()).isBetween(-1.0, -1 / 15.0);
    assertThat(row.spearmanInterval().high()).as("four images tell little").isGreaterThan(0.3);
  }

  /** By changing signs, five images reach no p below 2^(1-5). */
  @Test
  void fewerThanSixImagesTellNoDifference() {
    MeasureRow mass = row(comparison(inspection(5)).measures(), "mass on the object");

    assertThat(mass.cells().get(1).difference()).isCloseTo(-1, within(1e-9));
    assertThat(mass.cells().get(1).differenceInterval().low()).isNaN();
    assertThat(mass.cells().get(1).differs()).isFalse();
    assertThat(mass.cells().get(1).p()).isEqualTo(1);
  }

  @Test
  void agreementIsTheRankCorrelationWithOcclusion() {
    Subject subject = subject(0);
    ArmMaps maps = KnownMaps.of(subject);
    Inspection inspection =
        new Inspection(List.of(subject), Map.of("arm", List.of(maps)), Map.of());
    MeasureRow agreement = row(comparison(inspection).measures(), "agreement with occlusion");
    assertThat(agreement.method()).isEqualTo("CAM");
    assertThat(agreement.cells().get(0).mean()).isBetween(0.3, 1.0); // both light the square
  }

  @Test
  void theTableHasEveryDefinedValue(@TempDir Path folder) throws IOException {
    Inspection inspection = inspection(2);
    Path file = folder.resolve("new/measures.csv");
    MeasureTable.write(inspection, comparison(inspection), file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).isEqualTo("image,arm,method,measure,value");
    assertThat(lines).contains("p0,first,CAM,mass on the object,1.0", "p1,second,CAM,deletion,0.5");
    assertThat(lines).noneMatch(line -> line.contains("NaN"));
  }

  private static MapComparison comparison(Inspection inspection) {
    return new MapComparison(inspection, 2000, 1);
  }

  private static Inspection inspection(int images) {
    List<Subject> subjects = new ArrayList<>();
    List<ArmMaps> first = new ArrayList<>();
    List<ArmMaps> second = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      subjects.add(subject(i));
      first.add(maps(0, 0.25));
      second.add(maps(24, 0.5));
    }
    Map<String, List<ArmMaps>> maps = new LinkedHashMap<>();
    maps.put("first", first);
    maps.put("second", second);
    return new Inspection(subjects, maps, Map.of());
  }

  private static Subject subject(int i) {
    return KnownMaps.white("p" + i, 1, OBJECT);
  }

  private static ArmMaps maps(int corner, double deletion) {
    float[] values = new float[SIDE * SIDE];
    for (int y = corner; y < corner + 8; y++) {
      for (int x = corner; x < corner + 8; x++) {
        values[y * SIDE + x] = 1;
      }
    }
    return new ArmMaps(
        new float[] {0, 1},
        null,
        Map.of(MapMethod.CAM, new Attribution("CAM", 1, SIDE, SIDE, values)),
        Map.of(MapMethod.CAM, new Faithfulness(deletion, 0.7, 0.1, 0, 0.2)));
  }

  private static MeasureRow row(List<MeasureRow> rows, String measure) {
    return rows.stream().filter(r -> r.measure().equals(measure)).findFirst().orElseThrow();
  }
}
