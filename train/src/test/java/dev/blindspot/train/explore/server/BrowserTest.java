package dev.blindspot.train.explore.server;

import dev.blindspot.train.browser.Chromium;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Opens the page anew for each test, in one browser for all tests of a class. */
@SuppressWarnings("NullAway.Init") // set before the tests
abstract class BrowserTest {
  static Chromium browser;

  OpenPage page;

  /** The page that is tested. */
  abstract OpenPage newPage() throws Exception;

  @BeforeAll
  static void startTheBrowser(@TempDir(cleanup = CleanupMode.NEVER) Path profile) throws Exception {
    browser = Chromium.start(profile);
  }

  @AfterAll
  static void endTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openThePage() throws Exception {
    page = newPage();
  }

  @AfterEach
  void nothingWentWrong() throws Exception {
    if (page != null) {
      page.close();
    }
  }
}
