package dev.blindspot.train.explore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.blindspot.train.browser.Chromium;
import dev.blindspot.train.explore.DrawnExplorer;
import dev.blindspot.train.explore.session.Explorer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The page of a {@link DrawnExplorer} in a tab of a browser; closing it fails if anything went
 * wrong on either side.
 */
record OpenPage(
    Explorer explorer, ExplorerServer server, Chromium browser, int bars, List<Throwable> faults) {

  static OpenPage of(int images, Chromium browser) throws Exception {
    return of(DrawnExplorer.of(images), 4, browser);
  }

  /** The page of another explorer, which is closed with this. */
  static OpenPage of(Explorer explorer, int bars, Chromium browser) throws Exception {
    List<Throwable> faults = new CopyOnWriteArrayList<>();
    ExplorerServer server = ExplorerServer.start(explorer, ExplorerServer.LOOPBACK, 0, faults::add);
    OpenPage page = new OpenPage(explorer, server, browser, bars, faults);
    browser.newTab();
    browser.window(1300, 900, "light");
    page.open("");
    return page;
  }

  void open(String hash) throws Exception {
    browser.open(server.address() + hash);
    browser.until("document.documentElement.dataset.ready === 'true'");
    browser.until("document.querySelectorAll('.class').length === " + bars);
  }

  /** Places of the image, in its pixels, as places of the window. */
  private double[] places(double... xy) throws Exception {
    browser.value("document.getElementById('canvas').scrollIntoView({ block: 'center' })");
    JsonNode box =
        browser.value(
            "(() => { const b = document.getElementById('canvas').getBoundingClientRect();"
                + " return [b.left, b.top, b.width / 32]; })()");
    double[] places = new double[xy.length];
    for (int i = 0; i < xy.length; i++) {
      places[i] = box.get(i % 2).doubleValue() + xy[i] * box.get(2).doubleValue();
    }
    return places;
  }

  /** Moves the mouse between places of the image, in its pixels, with the button down. */
  void drag(double... xy) throws Exception {
    double[] at = places(xy);
    for (int i = 0; i < at.length; i += 2) {
      browser.mouse(i == 0 ? "mousePressed" : "mouseMoved", at[i], at[i + 1]);
    }
    browser.mouse("mouseReleased", at[at.length - 2], at[at.length - 1]);
  }

  /**
   * Moves a finger over the image. It rests before it leaves: one that leaves in motion flings, and
   * the next tap would only end the fling.
   */
  void swipe(double... xy) throws Exception {
    double[] at = places(xy);
    for (int i = 0; i < at.length; i += 2) {
      browser.touch(i == 0 ? "touchStart" : "touchMove", at[i], at[i + 1]);
    }
    TimeUnit.MILLISECONDS.sleep(100);
    browser.touch("touchEnd");
  }

  /** Clicks with the mouse on an element, which is scrolled into sight. */
  void click(String selector) throws Exception {
    JsonNode at = middle(selector);
    browser.mouse("mousePressed", at.get(0).doubleValue(), at.get(1).doubleValue());
    browser.mouse("mouseReleased", at.get(0).doubleValue(), at.get(1).doubleValue());
  }

  /** Taps on an element with a finger. */
  void tap(String selector) throws Exception {
    JsonNode at = middle(selector);
    browser.touch("touchStart", at.get(0).doubleValue(), at.get(1).doubleValue());
    browser.touch("touchEnd");
  }

  private JsonNode middle(String selector) throws Exception {
    browser.until("document.querySelector('" + selector + "')");
    return browser.value(
        "(() => { const e = document.querySelector('"
            + selector
            + "'); e.scrollIntoView({ block: 'center' });"
            + " const b = e.getBoundingClientRect();"
            + " return [b.left + b.width / 2, b.top + b.height / 2]; })()");
  }

  /** Chooses an option as somebody who uses keys does. */
  void choose(String id, String value) throws Exception {
    browser.value(
        "(() => { const e = document.getElementById('"
            + id
            + "'); e.value = '"
            + value
            + "'; e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change')); })()");
  }

  /** Finds a class by typing its name. */
  void chooseClass(String id, String name) throws Exception {
    focus(id);
    browser.type(name);
    browser.key("Enter", 0);
  }

  void focus(String id) throws Exception {
    browser.value("document.getElementById('" + id + "').focus()");
  }

  String text(String id) throws Exception {
    return browser.value("document.getElementById('" + id + "').textContent").textValue();
  }

  void untilRectangles(String text) throws Exception {
    browser.until("document.getElementById('rectangles').textContent === '" + text + "'");
  }

  /** What the page shows of the first model's "bright". */
  void untilBright(double expected) throws Exception {
    browser.until(
        "Math.abs(document.querySelectorAll('.class')[1].dataset.probability - "
            + expected
            + ") < 1e-5");
  }

  void close() throws Exception {
    JsonNode error = browser.value("document.documentElement.dataset.lastError || ''");
    server.close();
    explorer.close();
    assertThat(error.textValue()).isEmpty();
    assertThat(faults).isEmpty();
  }

  /** Of all text against the nearest background behind it (WCAG 2.2, 1.4.3). */
  static final String LEAST_CONTRAST =
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
