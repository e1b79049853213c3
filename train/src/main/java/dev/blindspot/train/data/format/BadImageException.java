package dev.blindspot.train.data.format;

/** A file that is not a usable image. */
public final class BadImageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public BadImageException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public BadImageException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** What is wrong with the file: completes the sentence "this file ...". */
  public String reason() {
    return reason;
  }
}
