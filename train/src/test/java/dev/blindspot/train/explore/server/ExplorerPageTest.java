package dev.blindspot.train.explore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.blindspot.train.explore.session.Explorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, with real mouse and key events, over 10,000 images. */
@SuppressWarnings("NullAway.Init") // set before each test
class ExplorerPageTest {
  private static final int IMAGES = 10_000;
  private static final int SHIFT = 8;
  private static final int CONTROL = 2;

  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private Explorer explorer = DrawnExplorer.of(IMAGES);

  @TempDir(cleanup = CleanupMode.NEVER)
  private Path profile = Path.of("");

  private Chromium browser;
  private ExplorerServer server;

  @BeforeEach
  void openThePage() throws Exception {
    assumeTrue(
        Files.isExecutable(Chromium.PROGRAM),
        "skipped: there is no Chromium at " + Chromium.PROGRAM);
    server = ExplorerServer.start(explorer, ExplorerServer.LOOPBACK, 0, faults::add);
    browser = new Chromium(profile);
    browser.window(1300, 900, "light");
    open("");
  }

  @AfterEach
  void nothingWentWrong() throws Exception {
    if (browser != null) {
      JsonNode error = browser.value("document.documentElement.dataset.lastError || ''");
      browser.close();
      server.close();
      explorer.close();
      assertThat(error.textValue()).isEmpty();
    }
    assertThat(faults).isEmpty();
  }

  private void open(String hash) throws Exception {
    browser.open(server.address() + hash);
    browser.until("document.documentElement.dataset.ready === 'true'");
    browser.until("document.querySelectorAll('.class').length === 4");
  }

  /** Moves the mouse between places of the image, in its pixels, with the button down. */
  private void drag(double... xy) throws Exception {
    browser.value("document.getElementById('canvas').scrollIntoView({ block: 'center' })");
    JsonNode box =
        browser.value(
            "(() => { const b = document.getElementById('canvas').getBoundingClientRect();"
                + " return [b.left, b.top, b.width / 32]; })()");
    for (int i = 0; i < xy.length; i += 2) {
      double x = box.get(0).doubleValue() + xy[i] * box.get(2).doubleValue();
      double y = box.get(1).doubleValue() + xy[i + 1] * box.get(2).doubleValue();
      browser.mouse(i == 0 ? "mousePressed" : "mouseMoved", x, y);
      if (i == xy.length - 2) {
        browser.mouse("mouseReleased", x, y);
      }
    }
  }

  private void untilRectangles(String text) throws Exception {
    browser.until("document.getElementById('rectangles').textContent === '" + text + "'");
  }

  /** What the page shows of the first model's "bright". */
  private void untilBright(double expected) throws Exception {
    browser.until(
        "Math.abs(document.querySelectorAll('.class')[1].dataset.probability - "
            + expected
            + ") < 1e-5");
  }

  @Test
  void aRectangleIsDrawnMovedResizedUndoneAndLinked() throws Exception {
    untilBright(1);
    drag(0.2, 0.2, 3, 4, 7.9, 3.9);
    untilRectangles("1: x 0, y 0, 8 × 4 px");
    untilBright(0.5);
    drag(2, 2, 12, 12);
    untilRectangles("1: x 10, y 10, 8 × 4 px");
    untilBright(1);
    drag(18, 14, 22, 20);
    untilRectangles("1: x 10, y 10, 12 × 10 px");
    browser.key("z", CONTROL);
    untilRectangles("1: x 10, y 10, 8 × 4 px");
    browser.key("z", CONTROL);
    untilRectangles("1: x 0, y 0, 8 × 4 px");
    untilBright(0.5);
    String hash = browser.value("location.hash").textValue();
    open(hash);
    untilRectangles("1: x 0, y 0, 8 × 4 px");
    untilBright(0.5);
    assertThat(browser.value("document.querySelector('.verdict').textContent").textValue())
        .startsWith("bright");
  }

  @Test
  void everythingIsDoneByKeys() throws Exception {
    browser.value("document.getElementById('canvas').focus()");
    browser.key("n", 0);
    untilRectangles("1: x 12, y 12, 8 × 8 px");
    browser.key("ArrowLeft", 0);
    browser.key("ArrowDown", SHIFT);
    untilRectangles("1: x 11, y 12, 8 × 9 px");
    browser.key("Delete", 0);
    untilRectangles("");
  }

  @Test
  void theAnswersChangeIsTold() throws Exception {
    drag(0.2, 0.2, 4, 4, 7.9, 5.9);
    untilBright(0.25);
    browser.until("document.querySelector('.verdict.changed').textContent === 'bright → dark'");
    assertThat(browser.value("document.getElementById('latency').textContent").textValue())
        .contains("Answered in", "median");
  }

  @Test
  void aGalleryOfTenThousandImagesHoldsOnlyWhatIsInSight() throws Exception {
    browser.until("document.querySelectorAll('.cell img').length > 3");
    assertThat(browser.value("document.getElementById('matched').textContent").textValue())
        .startsWith("10000 of 10000 images");
    browser.value("document.getElementById('gallery').scrollTop = 1e9");
    browser.until("document.querySelector('.cell[title=\"image 9999\"] img')");
    assertThat(browser.value("document.querySelectorAll('.cell').length").intValue())
        .isLessThan(100);
    browser.value("document.querySelector('.cell[title=\"image 9999\"]').click()");
    browser.until("document.getElementById('image-title').textContent.startsWith('image 9999')");
  }

  @Test
  void aMapAndASearchAreShown() throws Exception {
    open("#image=1&rectangles=&method=occlusion&target=1");
    browser.until("!document.querySelector('.model canvas').hidden");
    browser.value("document.querySelector('[data-find=strongest]').click()");
    browser.until("document.querySelector('#found table button')");
    browser.value("document.querySelector('#found table button').click()");
    browser.until("document.getElementById('rectangles').textContent.startsWith('1: x 0, y 0')");
  }

  @Test
  void narrowAndDarkNothingSticksOutAndTextIsReadable() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      browser.window(390, 844, scheme);
      open("#image=2&rectangles=0,0,8,6&method=occlusion&target=1");
      browser.until("!document.querySelector('.model canvas').hidden");
      assertThat(browser.value("document.documentElement.scrollWidth").intValue())
          .as(scheme)
          .isLessThanOrEqualTo(390);
      assertThat(browser.value(LEAST_CONTRAST).doubleValue()).as(scheme).isGreaterThan(4.5);
    }
    assertThat(browser.value("getComputedStyle(document.body).backgroundColor").textValue())
        .isEqualTo("rgb(19, 22, 25)");
  }

  /** Of all text against the nearest background behind it (WCAG 2.2, 1.4.3). */
  private static final String LEAST_CONTRAST =
      """
      (() => {
        const rgb = text => text.match(/[\\d.]+/g).map(Number);
        const light = colour => {
          const [r, g, b] = rgb(colour).slice(0, 3)
            .map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const behind = node => {
          for (let at = node; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (rgb(colour)[3] !== 0) return colour;
          }
          return 'rgb(255, 255, 255)';
        };
        let least = 21;
        for (const node of document.querySelectorAll('body *')) {
          const text = [...node.childNodes].some(c => c.nodeType === 3 && c.data.trim());
          if (!text || !node.getClientRects().length) continue;
          const [a, b] = [light(getComputedStyle(node).color), light(behind(node))];
          least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
        }
        return least;
      })()
      """;
}
