package dev.blindspot.train.explore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells, brush, alterations, comparison and tests, with real mouse, touch and key events. */
class ExplorerToolsTest extends BrowserTest {
  private static final int CONTROL = 2;

  @Override
  OpenPage newPage() throws Exception {
    return OpenPage.of(20, browser);
  }

  private void untilNumber(String expression, double expected) throws Exception {
    browser.until("Math.abs((" + expression + ") - " + expected + ") < 1e-5");
  }

  @Test
  void anAddressWithCellsThatAreNoneShowsTheWholeImage() throws Exception {
    page.open("#image=0&cells=8.A");
    page.untilBright(1);
    page.untilRectangles("");
  }

  @Test
  void cellsAreHiddenByAClickPaintedByADragAndShownAgain() throws Exception {
    page.click("[name=tool][value=brush]");
    page.choose("cell", "4");
    page.drag(1, 1); // a click
    page.untilRectangles("1 cell of 4 px");
    page.untilBright(0.75);
    page.drag(5, 1, 5, 7); // the right half of the corner
    page.untilRectangles("3 cells of 4 px");
    page.untilBright(0.25);
    page.drag(1, 1, 7, 1); // begins on a hidden cell
    page.untilRectangles("1 cell of 4 px");
    page.untilBright(0.75);
    browser.key("z", CONTROL);
    page.untilBright(0.25);
    String hash = browser.value("location.hash").textValue();
    page.open(hash);
    page.untilRectangles("3 cells of 4 px");
    page.untilBright(0.25);
    page.choose("cell", "8");
    page.untilRectangles("1 cell of 8 px"); // the middle of the corner was hidden
    page.untilBright(0);
    page.choose("brush-width", "3");
    page.choose("mode", "keep");
    page.untilBright(1);
    page.click("#reset");
    page.untilRectangles("");
  }

  @Test
  void cellsAreHiddenByKeys() throws Exception {
    page.focus("canvas");
    page.click("[name=tool][value=brush]");
    page.choose("cell", "4");
    page.focus("canvas");
    browser.key(" ", 0);
    page.untilBright(0.75);
    browser.key("ArrowRight", 0);
    browser.key("Enter", 0);
    page.untilBright(0.5);
    browser.key(" ", 0);
    page.untilBright(0.75);
  }

  @Test
  void aFingerDrawsMovesAndPaintsOnATelephone() throws Exception {
    browser.fingers(390, 844);
    page.open("");
    page.swipe(0.2, 0.2, 3, 3, 7.9, 3.9);
    page.untilRectangles("1: x 0, y 0, 8 × 4 px");
    page.untilBright(0.5);
    page.swipe(2, 2, 8, 8, 12, 12);
    page.untilRectangles("1: x 10, y 10, 8 × 4 px");
    page.tap("#undo");
    page.untilBright(0.5);
    page.tap("#reset");
    page.tap("[name=tool][value=brush]");
    browser.until("!document.querySelector('[data-tool=brush]').hidden");
    page.choose("cell", "8");
    page.swipe(2, 2, 9, 2, 20, 2);
    page.untilRectangles("3 cells of 8 px");
    page.untilBright(0);
    assertThat(browser.value("document.documentElement.scrollWidth").intValue())
        .isLessThanOrEqualTo(390);
  }

  @Test
  void theWholeImageIsCorruptedAndAugmented() throws Exception {
    page.choose("arm", "corner"); // mirrored: the corner is on the right
    page.untilBright(0);
    browser.until("document.getElementById('drawn').textContent === 'mirror'");
    page.drag(24, 0, 28, 4, 31.9, 7.9);
    page.untilRectangles("1: x 24, y 0, 8 × 8 px");
    untilNumber("document.querySelectorAll('.class')[3].dataset.probability", 0);
    page.choose("arm", "");
    browser.until("document.getElementById('drawn').textContent === ''");
    page.untilBright(1);
    page.choose("corruption", "brightness");
    page.focus("severity");
    browser.key("ArrowRight", 0);
    browser.until("document.getElementById('severity-text').textContent === '4'");
    browser.until("location.hash.includes('severity=4') && location.hash.includes('brightness')");
    page.click("#redraw");
    browser.until("document.getElementById('draw').textContent === 'draw 1'");
    browser.key("z", CONTROL);
    page.focus("canvas");
    browser.key("z", CONTROL);
    browser.until("document.getElementById('draw').textContent === 'draw 0'");
  }

  @Test
  void twoStatesAreComparedSideBySide() throws Exception {
    page.drag(0.2, 0.2, 4, 4, 7.9, 3.9);
    page.untilBright(0.5);
    page.click("#pin");
    page.click("#reset");
    String row = "document.querySelectorAll('#compare-table tr')[2].innerText";
    browser.until(row + ".replace(/\\s+/g, ' ').includes('bright 50.0 % 100.00 % +50.0')");
    String hash = browser.value("location.hash").textValue();
    page.open(hash); // the link has both
    browser.until(row + ".replace(/\\s+/g, ' ').includes('bright 50.0 % 100.00 % +50.0')");
    page.click("#swap");
    page.untilRectangles("1: x 0, y 0, 8 × 4 px");
    browser.until(row + ".replace(/\\s+/g, ' ').includes('bright 100.00 % 50.0 % −50.0')");
    page.click("#unpin");
    browser.until("document.getElementById('compare').hidden");
  }

  @Test
  void aRectangleIsTestedAndPastedOverTheClass() throws Exception {
    assertThat(browser.value("document.querySelector('[data-find=test]').disabled").booleanValue())
        .isTrue();
    page.click("#suspects button");
    page.untilRectangles("1: x 0, y 0, 8 × 8 px");
    page.chooseClass("target", "bright");
    page.click("[data-find=test]");
    browser.until("document.getElementById('found').innerText.includes('20 of 20')");
    assertThat(page.text("found")).contains("corner20 of 200.0 %", "< 0.001", "beside the object");
    page.click("[data-find=paste]");
    browser.until("document.getElementById('found').innerText.includes('too few images')");
    assertThat(page.text("found"))
        .contains("whole0 of 19"); // with the corner it takes none for bright
    page.click("[data-find=nearest]");
    browser.until("!document.getElementById('error').hidden");
    assertThat(page.text("error")).contains("corner shows no features");
  }

  @Test
  void requestsAreDroppedNotQueuedWhileDragging() throws Exception {
    double[] way = new double[200];
    for (int i = 0; i < way.length; i += 2) {
      way[i] = 0.3 + 7.6 * i / way.length;
      way[i + 1] = way[i];
    }
    way[198] = 7.9;
    way[199] = 7.9;
    page.drag(way);
    page.untilBright(0);
    browser.until(
        "document.documentElement.dataset.answered ==="
            + " String(performance.getEntriesByType('resource').filter(r =>"
            + " r.name.endsWith('api/predict')).length)");
    assertThat(browser.value("window.history.state").isNull()).isTrue();
    assertThat(
            browser
                .value(
                    "(() => { const all = performance.getEntriesByType('resource').filter(r =>"
                        + " r.name.endsWith('api/predict')).sort((a, b) => a.startTime -"
                        + " b.startTime); return all.every((r, i) => !i || r.startTime >= all[i -"
                        + " 1].responseEnd); })()")
                .booleanValue())
        .isTrue(); // never two at once
  }

  @Test
  void answersAreMeasured() throws Exception {
    page.click("#measure");
    browser.until("document.getElementById('measured').textContent.startsWith('50 random')");
    assertThat(page.text("measured")).containsPattern("median \\d+ ms, nine in ten within \\d+ ms");
    page.untilRectangles("");
  }

  @Test
  void boxesAreDrawnWhereTheyAreKnown() throws Exception {
    String pixel =
        "[...document.getElementById('canvas').getContext('2d').getImageData(320, 400, 1,"
            + " 1).data].join()";
    assertThat(browser.value(pixel).textValue()).isEqualTo("0,0,0,255");
    page.click("#boxes");
    browser.until(pixel + " === '242,226,5,255'");
  }

  @Test
  void everyControlHasANameAndIsReachedByKeys() throws Exception {
    assertThat(
            browser
                .value(
                    "[...document.querySelectorAll('button, select, input, canvas,"
                        + " [tabindex]')].filter(e => e.getClientRects().length && e.tabIndex >="
                        + " 0).filter(e => !(e.textContent.trim() && e.matches('button')) &&"
                        + " !e.labels?.length && !e.getAttribute('aria-label') &&"
                        + " !e.getAttribute('aria-labelledby')).map(e => e.id).join()")
                .textValue())
        .isEmpty();
    assertThat(
            browser
                .value(
                    "[...document.querySelectorAll('button, select, input')].filter(e => e.tabIndex"
                        + " < 0).length")
                .intValue())
        .isZero();
  }

  @Test
  void everythingIsReachedByTabulatorAndKeysAlone() throws Exception {
    untilFocus("canvas");
    browser.key("n", 0);
    browser.key("ArrowLeft", 0);
    page.untilRectangles("1: x 11, y 12, 8 × 8 px");
    untilFocus("pin");
    browser.key("Enter", 0);
    browser.until("!document.getElementById('compare').hidden");
    untilFocus("target");
    browser.type("bri");
    browser.key("Enter", 0);
    browser.until("location.hash.includes('target=1&')");
    untilFocus("command");
    browser.key("Enter", 0);
    browser.until("document.getElementById('copied').textContent.includes('--class 1')");
  }

  private void untilFocus(String id) throws Exception {
    for (int i = 0; i < 60; i++) {
      if (browser.value("document.activeElement.id").textValue().equals(id)) {
        return;
      }
      browser.key("Tab", 0);
    }
    throw new AssertionError("the tabulator never reaches " + id);
  }

  @Test
  void aStateIsTakenAlong(@TempDir Path folder) throws Exception {
    browser.saveTo(folder);
    page.open(
        "#image=3&rectangles=0,0,8,4&method=occlusion&target=1&opacity=40&scale=own&boxes=on");
    browser.until("!document.querySelector('.model canvas').hidden");
    assertThat(browser.value("document.getElementById('opacity').value").textValue())
        .isEqualTo("40");
    assertThat(browser.value("document.getElementById('boxes').checked").booleanValue()).isTrue();
    page.click("#json");
    page.click("#png");
    JsonNode state = JsonMapper.builder().build().readTree(saved(folder, "explorer.json"));
    assertThat(state.at("/asked/rectangles/0").toString()).isEqualTo("[0,0,8,4]");
    assertThat(state.at("/image/name").textValue()).isEqualTo("image 3");
    assertThat(state.at("/models/0/hidden/1").doubleValue()).isEqualTo(0.5);
    assertThat(state.at("/maps/0/values")).hasSize(32 * 32);
    BufferedImage png = ImageIO.read(new ByteArrayInputStream(saved(folder, "explorer.png")));
    assertThat(png.getWidth()).isEqualTo(3 * 330 + 10); // the image and two maps
    assertThat(png.getRGB(160, 200)).isEqualTo(0xff000000); // black below the corner
  }

  private static byte[] saved(Path folder, String name) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Files.isRegularFile(folder.resolve(name)) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return Files.readAllBytes(folder.resolve(name));
  }

  @Test
  void whatIsSeenOfAMapIsUndoneAndLinked() throws Exception {
    page.focus("opacity");
    browser.key("ArrowLeft", 0);
    browser.until("location.hash.includes('opacity=74&')");
    page.click("#boxes");
    browser.until("location.hash.includes('boxes=on')");
    page.click("#undo");
    page.click("#undo");
    browser.until("document.getElementById('opacity').value === '75'");
    assertThat(browser.value("document.getElementById('boxes').checked").booleanValue()).isFalse();
    page.open("#image=0&opacity=400&threshold=-3&scale=gold&boxes=1"); // which nobody wrote here
    browser.until("location.hash && document.getElementById('opacity').value === '100'");
    assertThat(browser.value("document.getElementById('threshold').value").textValue())
        .isEqualTo("0");
  }

  @Test
  void theNewPartsAreReadableLightAndDarkAndStandStill() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      browser.window(390, 844, scheme);
      page.open("#image=1&rectangles=0,0,8,6&cells=4.AQ&corruption=fog&target=1&pin=image%3D1");
      browser.until("document.querySelectorAll('#compare-table td').length === 20");
      browser.value("document.querySelector('[name=tool][value=brush]').click()");
      browser.value("document.querySelector('[data-find=strongest]').click()");
      browser.until("document.querySelector('#found table')");
      assertThat(
              browser
                  .value("getComputedStyle(document.querySelector('td')).overflowWrap")
                  .textValue())
          .isEqualTo("normal"); // a wide table scrolls instead of breaking words
      assertThat(browser.value("document.documentElement.scrollWidth").intValue())
          .as(scheme)
          .isLessThanOrEqualTo(390);
      assertThat(browser.value(OpenPage.LEAST_CONTRAST).doubleValue())
          .as(scheme)
          .isGreaterThan(4.5);
      assertThat(
              browser
                  .value(
                      "[...document.querySelectorAll('*')].every(e =>"
                          + " parseFloat(getComputedStyle(e).transitionDuration) === 0"
                          + " && getComputedStyle(e).animationName === 'none')")
                  .booleanValue())
          .isTrue();
    }
  }
}
