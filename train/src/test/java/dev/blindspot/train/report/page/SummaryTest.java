package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.report.result.Findings;
import dev.blindspot.train.report.result.FixtureRun;
import dev.blindspot.train.report.result.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private final List<String> sentences =
      Summary.of(FixtureRun.twoArms()).stream().map(s -> s.replace('\u00a0', ' ')).toList();

  @Test
  void hasAtMostFiveSentences() {
    assertThat(sentences).hasSize(6);
    assertThat(Summary.of(FixtureRun.sixArms())).hasSize(6);
  }

  @Test
  void saysWhoSeesBetterAndWhatHidingCosts() {
    assertThat(sentences.get(0))
        .isEqualTo(
            "On 240 test images that training never saw, baseline is right on 90.4 %"
                + " (86.0 to 93.5 %) and robust on 94.2 % (90.4 to 96.5 %).");
    assertThat(sentences.get(1))
        .isEqualTo(
            "With 30 % of the image hidden, baseline is still right on 74.7 % (\u221215.8"
                + " points) and robust on 80.4 % (\u221213.8 points).");
  }

  @Test
  void saysWhoLooksAtTheShortcut() {
    assertThat(sentences.get(4))
        .isEqualTo(
            "The watermark covers 4.1 % of the image and takes 34.0 % of baseline\u2019s and"
                + " 6.8 % of robust\u2019s occlusion map: baseline has learned to look at it.");
  }

  @Test
  void saysWhetherTheDifferencesAreShown() {
    assertThat(sentences.get(2))
        .startsWith("Shown of these two networks: robust against baseline with parts hidden");
    assertThat(sentences.get(3))
        .startsWith("Not shown of these two networks: robust differs from baseline");
  }

  @Test
  void saysOfManyArmsThatOneWasPicked() {
    List<String> six = Summary.of(FixtureRun.sixArms());

    assertThat(six.get(0))
        .contains("baseline is right on 91.5\u00a0% (\u00b1\u00a01.0 over 3 seeds) and cutmix on")
        .contains("; the other 4 arms lie between 94.4\u00a0% and 98.8\u00a0%.");
    assertThat(six.get(1))
        .startsWith("On average while up to 50\u00a0% of the image is hidden, baseline");
    assertThat(six.get(2)).endsWith("(It was picked from 5 for this, which flatters it.)");
    assertThat(six.get(3))
        .isEqualTo(
            "Of 15 claims that an arm is better than baseline, 13 are shown, 1 not shown and 1"
                + " contradicted.");
  }

  @Test
  void speaksOfTheArmThatKeepsMostOfItsSight() {
    assertThat(Summary.of(FixtureRun.sixArms()).get(0)).contains("baseline", "cutmix");
  }

  @Test
  void oneArmAloneIsSummedUpToo() {
    RunResult two = FixtureRun.twoArms();
    RunResult one =
        new RunResult(
            two.schema(),
            two.run(),
            two.created(),
            two.toolVersion(),
            null,
            two.configuration(),
            two.seed(),
            two.environment(),
            two.data(),
            two.arms().subList(0, 1),
            List.of(),
            List.of(),
            two.timing(),
            List.of(),
            two.seeds(),
            Findings.NONE,
            null,
            null,
            List.of());

    assertThat(Summary.of(one)).hasSize(6);
    assertThat(Summary.of(one).get(0))
        .endsWith("baseline is right on 90.4\u00a0% (86.0 to 93.5\u00a0%).");
    assertThat(Summary.of(one).get(2)).startsWith("Nothing is compared");
    assertThat(Summary.of(one).get(5))
        .isEqualTo(
            "With one square of 25\u00a0% of the side hidden wherever it hurts most (49 places, 96"
                + " images), baseline is still right on 58.4\u00a0% (49.4 to 66.4\u00a0%).");
  }
}
