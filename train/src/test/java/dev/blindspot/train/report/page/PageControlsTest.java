package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.report.result.FixtureRun;
import dev.blindspot.train.report.result.HostileTexts;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.table.Numbers;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader can do with the page, by mouse and by keyboard. */
@NullUnmarked
class PageControlsTest {
  private static final int DESKTOP = 1280;

  @TempDir static Path profile;

  @TempDir static Path run;

  private static PageProbe probe;
  private static Path page;

  @BeforeAll
  static void start() throws Exception {
    probe = PageProbe.start(profile);
    page = FixtureRun.writePage(FixtureRun.sixArms(), run);
  }

  @AfterAll
  static void stop() throws Exception {
    if (probe != null) {
      probe.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    probe.open(page, DESKTOP, "light");
  }

  @Test
  void theKeyboardHidesAnArmInAllChartsAndTables() throws Exception {
    double lines = probe.number("document.querySelectorAll('#chart-loss svg path').length");
    double columns = visible("#arms table.columns thead th");
    double rows = visible("#occlusion tbody tr");

    probe.focus("#arms-bar button[data-toggle='1']");
    probe.press("Enter");

    assertThat(probe.number("document.querySelectorAll('#chart-loss svg path').length"))
        .isLessThan(lines);
    assertThat(visible("#arms table.columns thead th")).isEqualTo(columns - 1);
    assertThat(visible("#occlusion tbody tr")).isLessThan(rows);
    assertThat(probe.number("document.querySelectorAll('[data-toggle=\"1\"]').length"))
        .isGreaterThan(5)
        .isEqualTo(
            probe.number(
                "document.querySelectorAll('[data-toggle=\"1\"][aria-pressed=false]').length"));
    assertThat(probe.text("document.getElementById('said').textContent"))
        .isEqualTo("cutout is hidden");
    probe.assertClean(DESKTOP);

    probe.press("Enter");
    assertThat(visible("#occlusion tbody tr")).isEqualTo(rows);
  }

  @Test
  void theLastArmStays() throws Exception {
    for (int arm = 0; arm < 6; arm++) {
      probe
          .browser()
          .value("document.querySelector('#arms-bar [data-toggle=\"%d\"]').click()".formatted(arm));
    }

    assertThat(visible("#summary .bar")).isEqualTo(1);
    probe.assertClean(DESKTOP);

    probe.browser().value("document.querySelector('.arms-all').click()");
    assertThat(visible("#summary .bar")).isEqualTo(6);
  }

  @Test
  void aHeadingSortsByNumberAndBack() throws Exception {
    String column = "#arms table.glance tbody tr td:nth-child(2)";
    String heading = "#arms table.glance thead th:nth-child(2)";
    List<Double> before = numbers(column);

    probe.focus(heading + " button");
    probe.press("Enter");

    assertThat(probe.text("document.querySelector(`%s`).ariaSort".formatted(heading)))
        .isEqualTo("descending");
    assertThat(numbers(column)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(probe.text("document.getElementById('said').textContent"))
        .isEqualTo("Sorted by Accuracy, descending");
    probe.press("Enter");
    assertThat(numbers(column)).isSorted().hasSameElementsAs(before);
    probe.press("Enter");
    assertThat(numbers(column)).isEqualTo(before);
    assertThat(probe.text("document.querySelector(`%s`).ariaSort".formatted(heading)))
        .isEqualTo("none");
  }

  @Test
  void textsSortByLanguageAndTotalsStayLast() throws Exception {
    String table = "#corruptions table";
    probe.browser().value("document.querySelector('#corruptions thead th button').click()");

    List<String> names =
        probe.texts(table + ":not(details *) tbody tr:not(.total) th").lines().toList();
    assertThat(names).isSorted().hasSize(12).startsWith("brightness");
    assertThat(probe.text("document.querySelector('#corruptions tbody').rows[12].className"))
        .isEqualTo("total");
  }

  /** In the first epoch of the fixture there is no validation. */
  @Test
  void whatIsNotDefinedStaysLastInBothDirections() throws Exception {
    String heading = "#training table thead th:nth-child(5) button";
    for (int click = 0; click < 2; click++) {
      probe.browser().value("document.querySelector(`%s`).click()".formatted(heading));
      assertThat(
              probe.text(
                  "[...document.querySelector('#training"
                      + " tbody').rows].at(-1).cells[4].textContent"))
          .isEqualTo(Numbers.NONE);
    }
  }

  @Test
  void aTableIsCopiedAsTabSeparatedNumbers() throws Exception {
    List<String> lines = probe.copied("#arms .table .copy [data-format=TSV]").lines().toList();

    assertThat(lines.get(0)).startsWith("Arm\tAccuracy\tAccuracy, detail\tArea under");
    assertThat(lines.get(1)).startsWith("baseline\t91.5%\t\u00b1 1.0\t75.8%\t");
    assertThat(lines).hasSize(7);
  }

  @Test
  void aTableIsCopiedAsCommaSeparatedNumbersWithoutHiddenArms() throws Exception {
    probe.browser().value("document.querySelector('#arms-bar [data-toggle=\"0\"]').click()");

    List<String> lines =
        probe.copied("#arms .table:has(table.columns) .copy [data-format=CSV]").lines().toList();

    assertThat(lines.get(0))
        .startsWith("Metric,\"Metric, detail\",cutout,\"cutout, detail\",random-erasing");
    assertThat(lines.get(1)).startsWith("Accuracy,right answers on whole images,94.4%,\u00b1 0.9,");
  }

  /** As in a file that may not use the clipboard's interface. */
  @Test
  void copiesWithoutTheClipboardsInterface() throws Exception {
    String copied =
        probe.text(
            "new Promise(done => {navigator.clipboard.writeText = () => Promise.reject(new"
                + " Error('no'));document.execCommand = () => { done(document.activeElement.value);"
                + " return true; };document.querySelector('#arms .copy button').click(); })");

    assertThat(copied).startsWith("Arm\tAccuracy");
    assertThat(probe.number("document.querySelectorAll('textarea').length")).isZero();
  }

  @Test
  void namesThatASpreadsheetWouldRunAreQuoted() throws Exception {
    RunResult result = HostileTexts.everywhere(FixtureRun.twoArms(), "", "=cmd()");
    probe.open(ReportWriter.write(result, run.resolve("formula")), DESKTOP, "light");

    assertThat(probe.copied("#arms .copy [data-format=TSV]").lines().toList().get(1))
        .startsWith("'=cmd()");
  }

  @Test
  void theArrowKeysReadAChart() throws Exception {
    probe.focus("#chart-occlusion-accuracy");
    probe.press("ArrowRight");
    probe.press("ArrowRight");

    assertThat(probe.text("document.getElementById('said').textContent"))
        .contains("10\u00a0% hidden", "baseline", "cutmix");
  }

  @Test
  void theButtonTurnsTheThemeRound() throws Exception {
    String light = probe.text("getComputedStyle(document.body).backgroundColor");

    probe.browser().value("document.getElementById('theme').click()");

    assertThat(probe.text("getComputedStyle(document.body).backgroundColor")).isNotEqualTo(light);
    assertThat(probe.text("document.getElementById('theme-name').textContent")).isEqualTo("Dark");
    probe.browser().value("localStorage.removeItem('blindspot-theme')");
  }

  @Test
  void theFirstTabLeadsToTheSkipLinkAndFocusIsSeen() throws Exception {
    probe.press("Tab");

    assertThat(probe.text("document.activeElement.className")).isEqualTo("skip");
    assertThat(probe.number("document.activeElement.getBoundingClientRect().top"))
        .isGreaterThanOrEqualTo(0);
    assertThat(probe.text("getComputedStyle(document.activeElement).outlineStyle"))
        .isEqualTo("solid");
    probe.press("Enter");
    assertThat(probe.text("location.hash")).isEqualTo("#summary");
  }

  @Test
  void theKeyboardMeetsThePageInReadingOrder() throws Exception {
    // no positive tabindex, and nothing that can be clicked is out of reach but the legends'
    // doubles
    assertThat(
            probe.number(
                "document.querySelectorAll('[tabindex]:not([tabindex=\"0\"]):not([tabindex=\"-1\"])').length"))
        .isZero();
    assertThat(
            probe.number(
                "[...document.querySelectorAll('button')].filter(b => b.tabIndex < 0"
                    + " && !b.closest('.legend')).length"))
        .isZero();
  }

  @Test
  void controlsHaveNamesAndImagesHaveTexts() throws Exception {
    assertThat(
            probe.number(
                "[...document.querySelectorAll('button')]"
                    + ".filter(b => !(b.textContent.trim() || b.ariaLabel)).length"))
        .isZero();
    assertThat(probe.number("[...document.images].filter(i => !i.alt).length")).isZero();
    assertThat(probe.number("document.querySelectorAll('h1').length")).isEqualTo(1);
    assertThat(
            probe.number(
                "[...document.querySelectorAll('.contents a')]"
                    + ".filter(a => !document.querySelector(a.hash)).length"))
        .isZero();
    assertThat(
            probe.number(
                "[...document.querySelectorAll('[role=region], [role=img], [role=group]')]"
                    + ".filter(e => !(e.ariaLabel || e.getAttribute('aria-labelledby'))).length"))
        .isZero();
    assertThat(
            probe.number(
                "(ids => ids.length - new Set(ids).size)"
                    + "([...document.querySelectorAll('[id]')].map(e => e.id))"))
        .isZero();
  }

  private static double visible(String selector) throws Exception {
    return probe.number(
        "[...document.querySelectorAll(`%s`)].filter(e => e.getClientRects().length).length"
            .formatted(selector));
  }

  private static List<Double> numbers(String selector) throws Exception {
    return probe
        .texts(selector)
        .lines()
        .map(l -> Double.parseDouble(l.substring(0, l.indexOf('\u00a0'))))
        .toList();
  }
}
