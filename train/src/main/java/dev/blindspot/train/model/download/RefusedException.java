package dev.blindspot.train.model.download;

import java.io.IOException;
import java.io.Serial;

/** A server said no, and would say no again. */
final class RefusedException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }
}
