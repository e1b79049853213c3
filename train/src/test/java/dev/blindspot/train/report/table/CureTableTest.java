package dev.blindspot.train.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.report.result.CueAccuracy;
import dev.blindspot.train.report.result.CueAccuracy.OfArm;
import dev.blindspot.train.report.result.CueAccuracy.Part;
import dev.blindspot.train.report.result.CueAccuracy.Relation;
import dev.blindspot.train.report.result.Cure;
import dev.blindspot.train.report.result.Cure.CuredTraining;
import dev.blindspot.train.report.result.Cure.PlaceEffect;
import dev.blindspot.train.report.result.Cure.SuspectPlace;
import java.util.List;
import org.junit.jupiter.api.Test;

class CureTableTest {
  private static final SuspectPlace PLACE =
      new SuspectPlace(
          "emergency", "upper left", 0, 0, 0.5, 0.25, 9, 10, true, "watermark", List.of());
  private static final SuspectPlace UNCONFIRMED =
      new SuspectPlace(
          "emergency", "lower right", 0.5, 0.5, 0.5, 0.5, 7, 10, false, null, List.of());
  private static final PlaceEffect BEFORE = new PlaceEffect(100, 50, 60, 40, 50, 25, 5, 24);
  private static final PlaceEffect AFTER = new PlaceEffect(100, 90, 91, 2, 50, 45, 44, 43);

  private static CuredTraining training(long seed) {
    return new CuredTraining(seed, List.of(PLACE), 0.125, BEFORE, AFTER);
  }

  @Test
  void saysBeforeAndAfterInOneSentence() {
    CureTable table = new CureTable(new Cure("cured", "baseline", 96, true, List.of(training(1))));
    assertThat(table.sentence())
        .isEqualTo(
            "cured was trained as baseline with the confirmed suspects of its scan hidden (upper left, the watermark): hiding them changes 2.0\u00a0% of the answers on test images instead of 40.0\u00a0%, and with their content pasted in 88.0\u00a0% of the other classes\u2019 images are still answered rightly instead of 10.0\u00a0%; on whole images 90.0\u00a0% are right instead of 50.0\u00a0%.");
    assertThat(table.lines()).hasSize(6);
    assertThat(table.lines().get(0).before()).isEqualTo("40.0\u00a0% (40 of 100)");
    assertThat(table.lines().get(0).after()).isEqualTo("2.0\u00a0% (2 of 100)");
    assertThat(table.lines().get(1).after()).isEqualTo("88.0\u00a0% (44 of 50)");
  }

  @Test
  void trainingsThatHidNothingDoNotCount() {
    CuredTraining without = new CuredTraining(2, List.of(), 0, null, null);
    CureTable table =
        new CureTable(
            new Cure("cured", "baseline", 96, true, List.of(training(1), without, training(3))));
    assertThat(table.lines().get(0).before()).isEqualTo("40.0\u00a0% (mean of 2 trainings)");
  }

  @Test
  void withoutASuspectItSaysSo() {
    CureTable table =
        new CureTable(
            new Cure(
                "cured",
                "baseline",
                96,
                false,
                List.of(new CuredTraining(1, List.of(), 0, null, null))));
    assertThat(table.lines()).isEmpty();
    assertThat(table.sentence())
        .isEqualTo(
            "The scan of baseline on 96 training and validation images suspects no place, so that there was nothing to hide and cured was not trained.");
  }

  @Test
  void suspectsThatAreNotConfirmedAreNoReasonToTrain() {
    CuredTraining training = new CuredTraining(1, List.of(UNCONFIRMED), 0, null, null);
    CureTable table = new CureTable(new Cure("cured", "baseline", 96, false, List.of(training)));
    assertThat(table.sentence())
        .isEqualTo(
            "The scan of baseline on 96 training and validation images suspects no place that its counter-test confirms, so that there was nothing to hide and cured was not trained.");
  }

  @Test
  void accuracyWhereAShortcutMisleadsIsTheMeanOverSeeds() {
    CueAccuracy cue =
        new CueAccuracy(
            "watermark",
            "emergency",
            List.of(
                new OfArm("baseline", parts(List.of(2, 4))),
                new OfArm("cured", parts(List.of(20, 18)))));
    assertThat(CureTable.misled(cue))
        .contains(
            "Where the watermark misleads (20 test images not of the class \u201cemergency\u201d that have it), baseline is right on 15.0\u00a0%, cured is right on 95.0\u00a0%.");
  }

  private static List<Part> parts(List<Integer> right) {
    return List.of(
        new Part(Relation.AGREES, 10, right),
        new Part(Relation.MISLEADS, 20, right),
        new Part(Relation.ABSENT, 30, right));
  }
}
