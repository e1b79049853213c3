package dev.blindspot.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser; skipped where none is installed. */
@NullUnmarked
class ReportPageTest {
  private static final int DESKTOP = 1280;

  @TempDir static Path profile;

  @TempDir static Path runs;

  private static Chromium browser;
  private static Path two;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path binary = Chromium.find().orElse(null);
    assumeTrue(binary != null, "no Chromium or Chrome on the PATH: the page is not opened");
    browser = Chromium.start(binary, profile);
    two = write("two", FixtureRun.twoArms());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280,light", "1280,dark", "390,light", "390,dark"})
  void drawsEverythingWithoutErrorAndFits(int width, String theme)
      throws IOException, InterruptedException {
    browser.open(two, width, 844, theme);

    assertClean(width);
    browser.screenshot(Path.of("target", "report", "page-%d-%s.png".formatted(width, theme)));
  }

  @Test
  void sixArmsFitToo() throws IOException, InterruptedException {
    Path page = write("six", FixtureRun.sixArms());
    for (int width : new int[] {DESKTOP, 390}) {
      browser.open(page, width, 844, "light");
      assertClean(width);
    }
  }

  @Test
  void hostileNamesStayText() throws IOException, InterruptedException {
    String markup =
        "<script>document.title='hit'</script><img src=x onerror=\"document.title='hit'\">";
    browser.open(write("hostile", FixtureRun.hostile(markup)), 390, 844, "light");

    assertClean(390);
    assertThat(text("document.title")).doesNotContain("hit");
    hover("#chart-cues svg path[fill='" + armColour() + "']");
    assertThat(text("document.querySelector('.tip').textContent")).contains("<script>");
    assertThat(number("document.querySelectorAll('img[src=x]').length")).isZero();
  }

  @Test
  void tooltipsGiveTheNumbers() throws InterruptedException {
    browser.open(two, DESKTOP, 844, "light");

    hover("#chart-occlusion-accuracy svg path[fill='" + armColour() + "']");

    assertThat(text("document.querySelector('#chart-occlusion-accuracy .tip').textContent"))
        .contains("hidden", "baseline", "robust", "%");
  }

  @Test
  void theKeyboardSwitchesAnArmOffInAllCharts() throws InterruptedException {
    browser.open(two, DESKTOP, 844, "light");
    double before = number("document.querySelectorAll('#chart-loss svg path').length");

    browser.evaluate("document.querySelector('.legend button[data-arm=\"1\"]').focus()");
    for (String type : new String[] {"keyDown", "keyUp"}) {
      browser.send(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              "Enter",
              "code",
              "Enter",
              "text",
              "\r",
              "windowsVirtualKeyCode",
              13));
    }

    assertThat(number("document.querySelectorAll('.legend button[aria-pressed=false]').length"))
        .isEqualTo(5);
    assertThat(number("document.querySelectorAll('#chart-loss svg path').length"))
        .isLessThan(before);
    assertClean(DESKTOP);
  }

  @Test
  void theButtonTurnsTheThemeRound() throws InterruptedException {
    browser.open(two, DESKTOP, 844, "light");
    String light = text("getComputedStyle(document.body).backgroundColor");

    browser.evaluate("document.getElementById('theme').click()");

    assertThat(text("getComputedStyle(document.body).backgroundColor")).isNotEqualTo(light);
    assertThat(text("document.getElementById('theme-name').textContent")).isEqualTo("Dark");
    browser.evaluate("localStorage.removeItem('blindspot-theme')");
  }

  @Test
  void aTableIsCopiedAsText() throws InterruptedException {
    browser.open(two, DESKTOP, 844, "light");

    String copied =
        text(
            "new Promise(done => { navigator.clipboard.writeText = text => { done(text);"
                + " return Promise.resolve(); }; document.querySelector('#arms .copy').click(); })");

    assertThat(copied.lines().toList().get(0)).isEqualTo("Metric\tbaseline\trobust");
    assertThat(copied.lines().toList().get(1))
        .isEqualTo(
            "Accuracy right answers on whole pictures\t90.4 % 86.0 to 93.5 %\t94.2 % 90.4 to 96.5 %");
  }

  @Test
  void printsOnA4InLight() throws IOException, InterruptedException {
    browser.open(two, DESKTOP, 844, "dark");

    byte[] pdf = browser.pdf();

    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("%PDF").containsPattern("/MediaBox \\[0 0 59[45][.0-9]* 84[12]");
    Files.write(Path.of("target", "report", "page.pdf"), pdf);
    assertClean(DESKTOP);
  }

  @Test
  void controlsHaveNamesAndPicturesHaveTexts() throws InterruptedException {
    browser.open(two, DESKTOP, 844, "light");

    assertThat(
            number(
                "[...document.querySelectorAll('button')]"
                    + ".filter(b => !(b.textContent.trim() || b.ariaLabel)).length"))
        .isZero();
    assertThat(number("[...document.images].filter(i => !i.alt).length")).isZero();
    assertThat(number("document.querySelectorAll('h1').length")).isEqualTo(1);
    assertThat(
            number(
                "[...document.querySelectorAll('.contents a')]"
                    + ".filter(a => !document.querySelector(a.hash)).length"))
        .isZero();
  }

  private void assertClean(int width) throws InterruptedException {
    JsonNode state =
        browser.evaluate("Object.assign({width: innerWidth}, document.documentElement.dataset)");
    assertThat(state.get("width").asInt()).isEqualTo(width);
    assertThat(state.get("errors").asText()).as("%s", state).isEqualTo("0");
    assertThat(state.get("chartsExpected").asText()).isEqualTo("5");
    assertThat(state.get("charts").asText()).isEqualTo("5");
    assertThat(state.get("overflow").asText()).isEqualTo("0");
  }

  /** The colour that the first arm's marks have in the charts. */
  private String armColour() throws InterruptedException {
    return text(
        "(() => { const s = document.createElement('span'); s.style.color = 'var(--arm-0)';"
            + " document.body.append(s); const c = getComputedStyle(s).color; s.remove();"
            + " return c; })()");
  }

  /** Moves the mouse to the middle of an element. */
  private void hover(String selector) throws InterruptedException {
    browser.evaluate(
        "document.documentElement.style.scrollBehavior = 'auto';"
            + "document.querySelector(`"
            + selector
            + "`).scrollIntoView({block: 'center'})");
    JsonNode place =
        browser.evaluate(
            "(() => { const r = document.querySelector(`"
                + selector
                + "`).getBoundingClientRect();"
                + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()");
    browser.hover(place.get("x").asDouble(), place.get("y").asDouble());
  }

  private String text(String expression) throws InterruptedException {
    return browser.evaluate(expression).asText();
  }

  private double number(String expression) throws InterruptedException {
    return browser.evaluate(expression).asDouble();
  }

  private static Path write(String name, RunResult result) throws IOException {
    Path folder = runs.resolve(name);
    FixtureRun.drawPictures(result, folder);
    return ReportWriter.write(result, folder);
  }
}
