package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.blindspot.train.browser.Chromium;
import java.nio.file.Path;

/** A page in a browser, with the questions that the tests ask. */
public final class PageProbe {
  private final Chromium browser;

  private PageProbe(Chromium browser) {
    this.browser = browser;
  }

  /** Starts a browser; the test is skipped where none is installed. */
  public static PageProbe start(Path profile) throws Exception {
    return new PageProbe(Chromium.start(profile));
  }

  public Chromium browser() {
    return browser;
  }

  public void open(Path page, int width, String theme) throws Exception {
    if (width < 600) {
      browser.telephone(width, 844, theme);
    } else {
      browser.window(width, 844, theme);
    }
    browser.open(page.toUri().toString());
  }

  public void close() throws Exception {
    browser.close();
  }

  public String text(String expression) throws Exception {
    return browser.value(expression).asText();
  }

  public double number(String expression) throws Exception {
    return browser.value(expression).asDouble();
  }

  /** No error, every chart drawn, nothing wider than the window. */
  public void assertClean(int width) throws Exception {
    JsonNode state =
        browser.value("Object.assign({width: innerWidth}, document.documentElement.dataset)");
    assertThat(state.get("width").asInt()).isEqualTo(width);
    assertThat(state.get("errors").asText()).as("%s", state).isEqualTo("0");
    assertThat(state.get("chartsExpected").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(state.get("charts").asText()).isEqualTo(state.get("chartsExpected").asText());
    assertThat(state.get("overflow").asText()).isEqualTo("0");
  }

  /** Moves the mouse to the middle of an element. */
  public void hover(String selector) throws Exception {
    browser.value(
        "document.documentElement.style.scrollBehavior = 'auto';"
            + "document.querySelector(`%s`).scrollIntoView({block: 'center'})".formatted(selector));
    JsonNode place =
        browser.value(
            ("(() => { const r = document.querySelector(`%s`).getBoundingClientRect();"
                    + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()")
                .formatted(selector));
    browser.hover(place.get("x").asDouble(), place.get("y").asDouble());
  }

  public void focus(String selector) throws Exception {
    browser.value("document.querySelector(`%s`).focus()".formatted(selector));
  }

  public void press(String key) throws Exception {
    browser.key(key, 0);
  }

  /** The colour that the first arm's marks have in the charts. */
  public String armColour() throws Exception {
    return text(
        "(() => { const s = document.createElement('span'); s.style.color = 'var(--arm-0)';"
            + " document.body.append(s); const c = getComputedStyle(s).color; s.remove();"
            + " return c; })()");
  }

  /** What a copy button puts on the clipboard. */
  public String copied(String button) throws Exception {
    return text(
        ("new Promise(done => { navigator.clipboard.writeText = text => { done(text);"
                + " return Promise.resolve(); }; document.querySelector(`%s`).click(); })")
            .formatted(button));
  }

  /** The texts of the elements that a selector finds, one per line. */
  public String texts(String selector) throws Exception {
    return text(
        "[...document.querySelectorAll(`%s`)].map(e => e.textContent.trim()).join('\\n')"
            .formatted(selector));
  }
}
