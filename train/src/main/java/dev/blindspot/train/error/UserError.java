package dev.blindspot.train.error;

import org.jspecify.annotations.Nullable;

/**
 * A mistake of the user: its message says what is wrong, where, and what to do. The command line
 * prints it without a stack trace and ends with exit code 2.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }

  public UserError(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
