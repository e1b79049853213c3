package dev.blindspot.train.ablation.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.TinyRun;
import dev.blindspot.train.ablation.AblationJob;
import dev.blindspot.train.ablation.Ablations;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.trial.FakeTrials;
import dev.blindspot.train.ablation.trial.TrialSpec;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.page.PageProbe;
import dev.blindspot.train.run.folder.IfExists;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of an ablation in a real browser; skipped where none is installed. */
@NullUnmarked
class AblationPageTest {
  private static final int DESKTOP = 1280;

  /** Words of charts that reach over the edge of their drawing, where they are not seen. */
  private static final String CUT_OFF =
      """
      [...document.querySelectorAll('svg text')].filter(t => {
        const svg = t.ownerSVGElement.getBoundingClientRect(), own = t.getBoundingClientRect();
        return t.closest('[id^=chart-]') && (own.left < svg.left - 1 || own.right > svg.right + 1);
      }).map(t => t.closest('[id^=chart-]').id + ': ' + t.textContent).join()""";

  @TempDir static Path profile;
  @TempDir static Path folder;

  private static PageProbe probe;
  private static Path page;

  @BeforeAll
  static void start() throws Exception {
    probe = PageProbe.start(profile);
    TinyRun.shareDrawings();
    LoadedAblation ablation =
        Ablations.read(
            folder,
            "search: {random: {settings: 30}}\nseeds: [1, 2]\nfinal: {settings: 2}\n"
                + Ablations.SPACE
                + "  augmentation.random-erasing.fill: {choice: [mean, zero]}\n");
    FakeTrials trials = new FakeTrials((task, epochs) -> outcome(task));
    page =
        new AblationJob(ablation, Progress.NONE)
            .run(folder, IfExists.REFUSE, made -> trials, trials);
  }

  private static TrialOutcome outcome(TrialSpec task) {
    if (task.setting() % 9 == 4) {
      return task.seed() == 1
          ? new TrialOutcome.Failed("it broke at <img src=x onerror=alert(1)>")
          : new TrialOutcome.Pruned("behind");
    }
    boolean erases = task.config().matches("(?s).*random-erasing:\\s*\n.*");
    double noise = new Random(31L * task.setting() + task.seed()).nextGaussian();
    return FakeTrials.complete((erases ? 0.8 : 0.6) + 0.03 * noise);
  }

  @AfterAll
  static void stop() throws Exception {
    TinyRun.restore();
    if (probe != null) {
      probe.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280,light", "1280,dark", "390,light", "390,dark"})
  void drawsEverythingWithoutErrorAndFits(int width, String theme) throws Exception {
    probe.open(page, width, theme);

    probe.assertClean(width);
    assertThat(probe.number("document.querySelectorAll('[onerror], img').length")).isZero();
    assertThat(probe.texts("#summary, #comparison, #lost, #ranking th, #ranking .number"))
        .doesNotContain("NaN", "null", "undefined", "(0.00)");
    assertThat(probe.text(CUT_OFF)).as("text that leaves its chart").isEmpty();
    Path shot = Path.of("target/report/ablation-%d-%s.png".formatted(width, theme));
    probe.browser().screenshot(shot);
    assertThat(Files.size(shot)).isPositive();
  }

  /** Also of those to which a parameter does not apply: they pass its axis by. */
  @Test
  void everyRankedSettingHasALine() throws Exception {
    probe.open(page, DESKTOP, "light");

    assertThat(
            probe.number(
                "[...document.querySelectorAll('#chart-parallel path[stroke-width=\"2\"]')]"
                    + ".filter(line => line.getAttribute('d')).length"))
        .isEqualTo(27); // 30 without the three that lost seeds
  }

  @Test
  void everyTableCanBeCopiedAndSorted() throws Exception {
    probe.open(page, DESKTOP, "light");

    assertThat(probe.number("document.querySelectorAll('.table').length")).isEqualTo(4);
    assertThat(probe.number("document.querySelectorAll('.table .copy').length")).isEqualTo(4);
    assertThat(probe.copied("#ranking [data-format=CSV]"))
        .startsWith("Setting,\"Setting, detail\",Rank,Objective,")
        .contains("1 pruned, 1 failed of 2 seeds");
    probe.browser().value("document.querySelectorAll('#ranking .sort')[2].click()");
    probe.browser().value("document.querySelectorAll('#ranking .sort')[2].click()");
    assertThat(probe.text("document.querySelector('#ranking tbody tr').cells[1].textContent"))
        .as("ascending by the objective: the last rank first, those without one at the end")
        .isEqualTo("28");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chart-ranking",
        "chart-pareto",
        "chart-importance",
        "chart-parallel",
        "chart-response-0",
        "chart-response-3"
      })
  void theArrowKeysReadEveryChart(String chart) throws Exception {
    probe.open(page, DESKTOP, "light");
    probe.focus("#" + chart);
    probe.press("ArrowRight");
    String first = probe.text("document.getElementById('said').textContent");
    probe.press("ArrowRight");
    String second = probe.text("document.getElementById('said').textContent");

    assertThat(first).isNotEmpty().isNotEqualTo(second);
    assertThat(second).isNotEmpty();
    probe.assertClean(DESKTOP);
  }

  @Test
  void isPrintedWithoutControls() throws Exception {
    probe.open(page, DESKTOP, "dark");
    Path pdf = Path.of("target/report/ablation.pdf");
    Files.write(pdf, probe.browser().pdf());
    assertThat(Files.size(pdf)).isGreaterThan(20_000);
    probe.assertClean(DESKTOP);
  }
}
