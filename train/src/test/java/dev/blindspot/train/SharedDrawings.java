package dev.blindspot.train;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Each test of a class finds the drawn images that tests of this process share. */
public final class SharedDrawings implements BeforeEachCallback, AfterEachCallback {
  @Override
  public void beforeEach(ExtensionContext test) {
    TinyRun.shareDrawings();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    TinyRun.restore();
  }
}
