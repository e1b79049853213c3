package dev.blindspot.train.explore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The page in a real browser, with real mouse and key events, over 10,000 images. */
class ExplorerPageTest extends BrowserTest {
  private static final int IMAGES = 10_000;
  private static final int SHIFT = 8;
  private static final int CONTROL = 2;

  @Override
  OpenPage newPage() throws Exception {
    return OpenPage.of(IMAGES, browser);
  }

  @Test
  void aRectangleIsDrawnMovedResizedUndoneAndLinked() throws Exception {
    page.untilBright(1);
    page.drag(0.2, 0.2, 3, 4, 7.9, 3.9);
    page.untilRectangles("1: x 0, y 0, 8 × 4 px");
    page.untilBright(0.5);
    page.drag(2, 2, 12, 12);
    page.untilRectangles("1: x 10, y 10, 8 × 4 px");
    page.untilBright(1);
    page.drag(18, 14, 22, 20);
    page.untilRectangles("1: x 10, y 10, 12 × 10 px");
    browser.key("z", CONTROL);
    page.untilRectangles("1: x 10, y 10, 8 × 4 px");
    browser.key("z", CONTROL);
    page.untilRectangles("1: x 0, y 0, 8 × 4 px");
    page.untilBright(0.5);
    String hash = browser.value("location.hash").textValue();
    page.open(hash);
    page.untilRectangles("1: x 0, y 0, 8 × 4 px");
    page.untilBright(0.5);
    assertThat(browser.value("document.querySelector('.verdict').textContent").textValue())
        .startsWith("bright");
  }

  @Test
  void everythingIsDoneByKeys() throws Exception {
    browser.value("document.getElementById('canvas').focus()");
    browser.key("n", 0);
    page.untilRectangles("1: x 12, y 12, 8 × 8 px");
    browser.key("ArrowLeft", 0);
    browser.key("ArrowDown", SHIFT);
    page.untilRectangles("1: x 11, y 12, 8 × 9 px");
    browser.key("Delete", 0);
    page.untilRectangles("");
  }

  @Test
  void theAnswersChangeIsTold() throws Exception {
    page.drag(0.2, 0.2, 4, 4, 7.9, 5.9);
    page.untilBright(0.25);
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
  void theGalleryIsSortedFilteredAndPickedFrom() throws Exception {
    page.choose("name", "image 42");
    browser.until("document.getElementById('matched').textContent.startsWith('111 of 10000')");
    page.choose("fill", "paste");
    page.click("#pick");
    page.click(".cell[title=\"image 4200\"]");
    browser.until("document.getElementById('other').value === '4200'");
    browser.until("!document.getElementById('pick').checked");
    assertThat(page.text("image-title")).startsWith("image 0");
    page.choose("name", "image 9999");
    page.choose("order", "drop");
    browser.until("document.getElementById('matched').textContent.startsWith('1 of 10000')");
    page.click(".cell[title=\"image 9999\"]");
    browser.until("document.getElementById('image-title').textContent.startsWith('image 9999')");
  }

  @Test
  void aSearchTellsHowFarItIsAndIsCancelled() throws Exception {
    page.drag(0.2, 0.2, 4, 4, 7.9, 5.9);
    page.untilBright(0.25); // the answer moves what is below it
    page.click("[data-find=class]"); // 5000 images
    browser.until("document.getElementById('progress').value > 0");
    page.click("#cancel");
    browser.until("document.getElementById('found').textContent === 'cancelled'");
    browser.until("document.getElementById('cancel').hidden");
  }

  @Test
  void aMapAndASearchAreShown() throws Exception {
    page.open("#image=1&rectangles=&method=occlusion&target=1");
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
      page.open("#image=2&rectangles=0,0,8,6&method=occlusion&target=1");
      browser.until("!document.querySelector('.model canvas').hidden");
      assertThat(browser.value("document.documentElement.scrollWidth").intValue())
          .as(scheme)
          .isLessThanOrEqualTo(390);
      assertThat(browser.value(OpenPage.LEAST_CONTRAST).doubleValue())
          .as(scheme)
          .isGreaterThan(4.5);
    }
    assertThat(browser.value("getComputedStyle(document.body).backgroundColor").textValue())
        .isEqualTo("rgb(19, 22, 25)");
  }
}
