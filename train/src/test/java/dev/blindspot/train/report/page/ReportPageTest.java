package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.report.result.FixtureRun;
import dev.blindspot.train.report.result.HostileTexts;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.table.Numbers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as it looks, in a real browser; skipped where none is installed. */
@NullUnmarked
class ReportPageTest {
  private static final int DESKTOP = 1280;
  private static final int PHONE = 390;

  /** A4 less the margins of the style sheet, at 96 px to the inch. */
  private static final int PAPER_WIDTH = 695;

  @TempDir static Path profile;

  @TempDir static Path runs;

  private static PageProbe probe;
  private static Path two;
  private static Path six;

  @BeforeAll
  static void start() throws Exception {
    probe = PageProbe.start(profile);
    two = FixtureRun.writePage(FixtureRun.twoArms(), runs.resolve("two"));
    six = FixtureRun.writePage(FixtureRun.sixArms(), runs.resolve("six"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (probe != null) {
      probe.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280,light", "1280,dark", "390,light", "390,dark"})
  void drawsEverythingWithoutErrorAndFits(int width, String theme) throws Exception {
    probe.open(six, width, theme);

    probe.assertClean(width);
    probe.browser().screenshot(Path.of("target/report/page-%d-%s.png".formatted(width, theme)));
  }

  @ParameterizedTest
  @CsvSource({"1280,light", "390,dark"})
  void severalRunsFitToo(int width, String theme) throws Exception {
    Path page = runs.resolve("comparison.html");
    ReportWriter.writeComparison(FixtureRun.sideBySide(), page);

    probe.open(page, width, theme);

    probe.assertClean(width);
    probe.browser().screenshot(Path.of("target/report/compare-%d-%s.png".formatted(width, theme)));
  }

  @Test
  void whatIsNotDefinedIsADash() throws Exception {
    probe.open(
        ReportWriter.write(FixtureRun.oneClassOnly(), runs.resolve("one")), DESKTOP, "light");

    probe.assertClean(DESKTOP);
    assertThat(probe.texts("td, .bar, .sentences li"))
        .contains(Numbers.NONE)
        .doesNotContain("NaN", "null", "undefined");
    assertThat(probe.texts("#arms .note")).contains("baseline: ");
  }

  @Test
  void isThereInTwoSeconds() throws Exception {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      probe.open(six, DESKTOP, "light");
      best =
          Math.min(
              best, probe.number("performance.getEntriesByType('navigation')[0].loadEventEnd"));
    }

    assertThat(best).isBetween(1.0, 2000.0);
    assertThat(Files.size(six)).isLessThan(15_000_000);
  }

  /** Charts, tables, tips and attributes: names of data are text everywhere. */
  @ParameterizedTest
  @CsvSource({
    "<script>document.title='hit'</script><img src=x onerror=\"document.title='hit'\">",
    "</script><script>document.title='hit'</script>",
    "\" onmouseover=\"document.title='hit'\" x=\"",
    "--><svg onload=document.title='hit'>"
  })
  void hostileNamesStayText(String markup) throws Exception {
    RunResult result = HostileTexts.everywhere(FixtureRun.twoArms(), markup);
    probe.open(ReportWriter.write(result, runs.resolve("hostile")), PHONE, "light");

    probe.assertClean(PHONE);
    for (String chart : List.of("chart-occlusion-accuracy", "chart-cues")) {
      probe.hover("#%s svg path[fill='%s']".formatted(chart, probe.armColour()));
      assertThat(probe.text("document.querySelector('#%s .tip').textContent".formatted(chart)))
          .contains(markup);
    }
    assertThat(probe.text("document.title")).contains("Blindspot report");
    assertThat(probe.number("document.querySelectorAll('img[src=x], main svg[onload]').length"))
        .isZero();
    assertThat(probe.number("document.querySelectorAll('[onmouseover], [onerror]').length"))
        .isZero();
    assertThat(probe.number("document.scripts.length")).isEqualTo(4);
  }

  @Test
  void namesFromRightToLeftDoNotTurnTheirNeighbours() throws Exception {
    RunResult result = HostileTexts.everywhere(FixtureRun.twoArms(), "\u202etxt.exe \u05d0\u05d1");
    probe.open(ReportWriter.write(result, runs.resolve("rtl")), DESKTOP, "light");

    probe.assertClean(DESKTOP);
    assertThat(probe.text("document.body.innerText")).contains("[U+202E]").doesNotContain("\u202e");
    assertThat(probe.text("document.querySelector('.bar-number').textContent")).contains("90.4");
  }

  @Test
  void tooltipsGiveTheNumbers() throws Exception {
    probe.open(two, DESKTOP, "light");

    probe.hover("#chart-occlusion-accuracy svg path[fill='%s']".formatted(probe.armColour()));

    assertThat(probe.text("document.querySelector('#chart-occlusion-accuracy .tip').textContent"))
        .contains("hidden", "baseline", "robust", "%");
  }

  @Test
  void printsOnA4InLightWithNothingCutOff() throws Exception {
    probe.open(six, DESKTOP, "dark");

    byte[] pdf = probe.browser().pdf();

    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("%PDF").containsPattern("/MediaBox \\[0 0 59[45][.0-9]* 84[12]");
    Files.write(Path.of("target", "report", "page.pdf"), pdf);
    probe.assertClean(DESKTOP);
  }

  @Test
  void everythingFitsTheWidthOfThePaper() throws Exception {
    probe.open(six, PAPER_WIDTH, "light");
    probe.browser().medium("print");
    probe.browser().value("new Promise(done => requestAnimationFrame(() => setTimeout(done)))");

    assertThat(
            probe.text(
                "[...document.querySelectorAll('main *')].filter(e => e.getClientRects().length"
                    + " && !e.closest('.canvas') && !e.closest('.visually-hidden')"
                    + " && e.getBoundingClientRect().right > innerWidth + 1)"
                    + ".map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 40))"
                    + ".slice(0, 5).join('; ')"))
        .isEmpty();
    assertThat(probe.text("getComputedStyle(document.querySelector('.contents')).display"))
        .isEqualTo("none");
    probe.browser().medium("screen");
  }
}
