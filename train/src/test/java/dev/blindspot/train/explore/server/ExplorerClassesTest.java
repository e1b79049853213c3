package dev.blindspot.train.explore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.explore.DrawnExplorer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One of a thousand classes is found, with real mouse and key events. */
class ExplorerClassesTest extends BrowserTest {
  private static final String OPTIONS =
      "[...document.querySelectorAll('#target-list [role=option]')].map(o => o.textContent)";

  @Override
  OpenPage newPage() throws Exception {
    return OpenPage.of(DrawnExplorer.ofKinds(1000), 8, browser);
  }

  private List<String> options() throws Exception {
    return browser.value(OPTIONS).valueStream().map(text -> text.textValue()).toList();
  }

  @Test
  void theShownImagesLikeliestClassesComeFirst() throws Exception {
    page.click("#target");
    assertThat(options())
        .hasSize(101)
        .startsWith("kind 700", "kind 42", "kind 0", "kind 1", "kind 2", "kind 3")
        .endsWith("and 900 more: type a part of the name");
    page.click("#target-list [role=option]:nth-child(2)");
    browser.until("location.hash.includes('target=42&')");
    assertThat(browser.value("document.getElementById('target').value").textValue())
        .isEqualTo("kind 42");
    assertThat(browser.value("document.getElementById('target-list').hidden").booleanValue())
        .isTrue();
  }

  @Test
  void aClassIsFoundByKeysAlone() throws Exception {
    page.focus("target");
    browser.type("IND 99");
    assertThat(options()).hasSize(11).startsWith("kind 99", "kind 990");
    String active =
        "document.getElementById(document.getElementById('target')"
            + ".getAttribute('aria-activedescendant'))";
    assertThat(browser.value(active + ".textContent").textValue()).isEqualTo("kind 99");
    browser.key("ArrowDown", 0);
    browser.key("ArrowDown", 0);
    assertThat(browser.value(active + ".ariaSelected").textValue()).isEqualTo("true");
    browser.key("Enter", 0);
    browser.until("location.hash.includes('target=991&')");
    browser.key("ArrowDown", 0); // opens the list again
    assertThat(options()).startsWith("kind 700");
    browser.key("Escape", 0);
    assertThat(browser.value("document.getElementById('target').value").textValue())
        .isEqualTo("kind 991");
    browser.type("no such thing");
    assertThat(options()).containsExactly("no such class");
    browser.key("Tab", 0);
    assertThat(browser.value("document.getElementById('target').value").textValue())
        .isEqualTo("kind 991");
    assertThat(browser.value("document.activeElement.id").textValue()).isEqualTo("scale");
  }

  /** Nobody labelled these images: the filter is on what the model says. */
  @Test
  void theGalleryIsFilteredByWhatImagesAreTakenFor() throws Exception {
    browser.until("document.getElementById('matched').textContent === '3 of 3 images'");
    page.chooseClass("label", "kind 42");
    browser.until("document.getElementById('matched').textContent === '0 of 3 images'");
    page.chooseClass("label", "kind 700");
    browser.until("document.getElementById('matched').textContent === '3 of 3 images'");
    page.chooseClass("label", "any");
    browser.until("document.getElementById('label').value === 'any'");
  }

  @Test
  void theListIsReadableAndInsideOfTheWindow() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      browser.window(390, 844, scheme);
      page.open("");
      page.click("#target");
      browser.key("ArrowDown", 0);
      assertThat(browser.value(OpenPage.LEAST_CONTRAST).doubleValue())
          .as(scheme)
          .isGreaterThan(4.5);
      assertThat(browser.value("document.documentElement.scrollWidth").intValue())
          .isLessThanOrEqualTo(390);
      assertThat(
              browser
                  .value(
                      "(() => { const b ="
                          + " document.getElementById('target-list').getBoundingClientRect();"
                          + " return b.height > 100 && b.left >= 0 && b.right <= 390; })()")
                  .booleanValue())
          .isTrue();
    }
  }
}
