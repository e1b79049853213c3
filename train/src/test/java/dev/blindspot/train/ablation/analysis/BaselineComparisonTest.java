package dev.blindspot.train.ablation.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.ablation.Ablations;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialSnapshot;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.AblationConfig.Objective;
import dev.blindspot.train.evaluate.comparison.Comparison.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seed k of a setting is held against seed k of the baseline. */
class BaselineComparisonTest {
  private static final int IMAGES = 200;

  @TempDir private Path folder;
  private AblationConfig config;
  private final List<TrialRecord> trials = new ArrayList<>();

  @BeforeEach
  void read() {
    config = Ablations.read(folder, "search: {random: {settings: 4}}\n" + Ablations.SPACE).config();
  }

  /** A trial with so many images right; null: it failed. */
  private void tried(int setting, long seed, @Nullable Integer right) {
    TrialScores scores = null;
    if (right != null) {
      double[] correct = new double[IMAGES];
      Arrays.fill(correct, 0, right, 1);
      scores = new TrialScores("w", right / (double) IMAGES, 0.5, 1, 0.1, correct, correct);
    }
    trials.add(
        new TrialRecord(
            trials.size() + 1,
            setting,
            seed,
            Phase.FINAL,
            scores == null ? State.FAILED : State.COMPLETE,
            "",
            1,
            0.5,
            1,
            scores));
  }

  private TrialSnapshot tried() {
    return new TrialSnapshot(
        List.of(
            new TrialSetting(0, "baseline", Map.of()), new TrialSetting(1, "setting 1", Map.of())),
        trials);
  }

  private BaselineComparison accuracy() {
    return BaselineComparison.last(config, tried()).get(0);
  }

  @Test
  void aSeedThatFailedIsLeftOutOnBothSides() {
    tried(0, 1, 180);
    tried(0, 2, 100);
    tried(1, 1, null);
    tried(1, 2, 110);
    BaselineComparison c = accuracy();
    assertThat(c.seeds()).isEqualTo(1);
    assertThat(c.difference()).as("110 - 100 of 200").isCloseTo(0.05, within(1e-12));
    assertThat(c.sentence("setting 1", "baseline"))
        .contains("+5.0 points")
        .contains("200 images, 1 seed)");
    assertThat(c.sentence("setting 1", "baseline"))
        .as("one seed says nothing of the setting")
        .startsWith("Shown of these two networks: setting 1 has a higher accuracy than baseline");
    assertThat(c.claims()).as("one setting by two measures").isEqualTo(2);
  }

  @Test
  void theWorstPlaceIsRankedAndComparedByWhereItIsTheObjective() {
    config =
        Ablations.read(
                folder,
                "search: {random: {settings: 4}}\nobjective: worst-place\nset: {evaluation.worstPlace.images: 8}\n"
                    + Ablations.SPACE)
            .config();
    double[] half = {1, 0, 1, 0, 1, 0, 1, 0};
    double[] all = {1, 1, 1, 1, 1, 1, 1, 1};
    for (int setting = 0; setting < 2; setting++) {
      tried(setting, 1, 150);
      TrialRecord t = trials.remove(trials.size() - 1);
      TrialScores of = Objects.requireNonNull(t.scores());
      double[] worst = setting == 0 ? half : all;
      TrialScores scores =
          new TrialScores(
              "w",
              of.accuracy(),
              0.5,
              1,
              0.1,
              of.correct(),
              of.areas(),
              Arrays.stream(worst).average().orElseThrow(),
              worst);
      trials.add(
          new TrialRecord(
              t.id(), t.setting(), t.seed(), t.phase(), t.state(), "", 1, 0.5, 1, scores));
    }
    TrialSnapshot tried = tried();
    List<BaselineComparison> comparisons = BaselineComparison.last(config, tried);

    assertThat(comparisons).hasSize(3);
    assertThat(comparisons.get(2).measure()).isEqualTo(Objective.WORST_PLACE.text());
    assertThat(comparisons.get(2).difference()).isCloseTo(0.5, within(1e-12));
    assertThat(comparisons.get(2).images()).isEqualTo(8);
    assertThat(comparisons.get(2).claims()).isEqualTo(3);
    TrialSetting best = tried.settings().get(1);
    assertThat(SettingResult.of(best, tried.of(best, Phase.FINAL), config).objective())
        .isEqualTo(1);
  }

  @Test
  void seedsAreMatchedByTheirNumberAndNotByTheirOrder() {
    tried(0, 1, 180);
    tried(0, 2, 100);
    tried(1, 2, 110);
    tried(1, 1, 190);
    BaselineComparison c = accuracy();
    assertThat(c.difference()).isCloseTo(0.05, within(1e-12));
    assertThat(c.verdict()).as("every seed is 5 points better").isEqualTo(Verdict.SHOWN);
    assertThat(c.sentence("setting 1", "baseline")).contains("200 images, 2 seeds)");
  }

  /** 300 settings are all far better than the baseline. */
  @Test
  void manySettingsWithoutAFinalComparisonCanStillBeShownToBeBetter() {
    List<TrialSetting> settings = new ArrayList<>();
    for (int s = 0; s <= 300; s++) {
      settings.add(new TrialSetting(s, "setting " + s, Map.of()));
      tried(s, 1, s == 0 ? 20 : 180);
    }
    List<TrialRecord> search =
        trials.stream()
            .map(
                t ->
                    new TrialRecord(
                        t.id(),
                        t.setting(),
                        t.seed(),
                        Phase.SEARCH,
                        t.state(),
                        "",
                        1,
                        0.5,
                        1,
                        t.scores()))
            .toList();
    TrialSnapshot tried = new TrialSnapshot(settings, search);
    List<BaselineComparison> compared =
        BaselineComparison.ranked(config, tried, SettingRanking.of(config, tried));
    assertThat(compared).as("the best, by two measures").hasSize(40);
    assertThat(compared)
        .allSatisfy(
            c -> {
              assertThat(c.claims()).isEqualTo(600);
              assertThat(c.holmP()).as("corrected for 600").isGreaterThan(500 * c.p());
              assertThat(c.verdict()).isEqualTo(Verdict.SHOWN);
            });
  }

  @Test
  void seedsThatDisagreeWidenTheInterval() {
    tried(0, 1, 100);
    tried(0, 2, 100);
    tried(1, 1, 90);
    tried(1, 2, 130);
    BaselineComparison c = accuracy();
    assertThat(c.difference()).isCloseTo(0.05, within(1e-12));
    assertThat(c.interval().low()).as("another two seeds might both be worse").isLessThan(0);
    assertThat(c.verdict()).isEqualTo(Verdict.NOT_SHOWN);
  }

  @Test
  void withoutACommonSeedNothingIsSaid() {
    tried(0, 1, 100);
    tried(1, 2, 130);
    TrialSnapshot tried =
        new TrialSnapshot(List.of(new TrialSetting(0, "baseline", Map.of())), trials);
    assertThat(BaselineComparison.last(config, tried)).isEmpty();
  }
}
