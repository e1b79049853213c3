package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A page in a browser, with the questions that the tests ask. */
public final class PageProbe {
  private static final Map<String, Integer> KEYS =
      Map.of("Enter", 13, "ArrowRight", 39, "ArrowLeft", 37, "Escape", 27, "Tab", 9);

  private final Chromium browser;

  private PageProbe(Chromium browser) {
    this.browser = browser;
  }

  /** Starts a browser; the test is skipped where none is installed. */
  public static PageProbe start(Path profile) throws IOException, InterruptedException {
    Optional<Path> binary = Chromium.find();
    assumeTrue(binary.isPresent(), "no Chromium or Chrome on the PATH: the page is not opened");
    return new PageProbe(Chromium.start(binary.orElseThrow(), profile));
  }

  public Chromium browser() {
    return browser;
  }

  public void open(Path page, int width, String theme) throws InterruptedException {
    browser.open(page, width, 844, theme);
  }

  public void close() throws InterruptedException {
    browser.close();
  }

  public String text(String expression) throws InterruptedException {
    return browser.evaluate(expression).asText();
  }

  public double number(String expression) throws InterruptedException {
    return browser.evaluate(expression).asDouble();
  }

  /** No error, every chart drawn, nothing wider than the window. */
  public void assertClean(int width) throws InterruptedException {
    JsonNode state =
        browser.evaluate("Object.assign({width: innerWidth}, document.documentElement.dataset)");
    assertThat(state.get("width").asInt()).isEqualTo(width);
    assertThat(state.get("errors").asText()).as("%s", state).isEqualTo("0");
    assertThat(state.get("chartsExpected").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(state.get("charts").asText()).isEqualTo(state.get("chartsExpected").asText());
    assertThat(state.get("overflow").asText()).isEqualTo("0");
  }

  /** Moves the mouse to the middle of an element. */
  public void hover(String selector) throws InterruptedException {
    browser.evaluate(
        "document.documentElement.style.scrollBehavior = 'auto';"
            + "document.querySelector(`%s`).scrollIntoView({block: 'center'})".formatted(selector));
    JsonNode place =
        browser.evaluate(
            ("(() => { const r = document.querySelector(`%s`).getBoundingClientRect();"
                    + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()")
                .formatted(selector));
    browser.hover(place.get("x").asDouble(), place.get("y").asDouble());
  }

  public void focus(String selector) throws InterruptedException {
    browser.evaluate("document.querySelector(`%s`).focus()".formatted(selector));
  }

  public void press(String key) throws InterruptedException {
    int code = java.util.Objects.requireNonNull(KEYS.get(key));
    for (String type : new String[] {"keyDown", "keyUp"}) {
      browser.send(
          "Input.dispatchKeyEvent",
          Map.of(
              "type", type,
              "key", key,
              "code", key,
              "text", key.equals("Enter") && type.equals("keyDown") ? "\r" : "",
              "windowsVirtualKeyCode", code));
    }
  }

  /** The colour that the first arm's marks have in the charts. */
  public String armColour() throws InterruptedException {
    return text(
        "(() => { const s = document.createElement('span'); s.style.color = 'var(--arm-0)';"
            + " document.body.append(s); const c = getComputedStyle(s).color; s.remove();"
            + " return c; })()");
  }

  /** What a copy button puts on the clipboard. */
  public String copied(String button) throws InterruptedException {
    return text(
        ("new Promise(done => { navigator.clipboard.writeText = text => { done(text);"
                + " return Promise.resolve(); }; document.querySelector(`%s`).click(); })")
            .formatted(button));
  }

  /** The texts of the elements that a selector finds, one per line. */
  public String texts(String selector) throws InterruptedException {
    return text(
        "[...document.querySelectorAll(`%s`)].map(e => e.textContent.trim()).join('\\n')"
            .formatted(selector));
  }
}
