package dev.blindspot.train.model.download;

import java.io.IOException;
import java.io.Serial;

/** What was kept of an earlier download cannot be continued. */
final class RangeException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  RangeException(String message) {
    super(message);
  }
}
