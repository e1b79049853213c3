package dev.blindspot.train.explore.image;

/** A question that cannot be answered: its message says why, for the person who asked. */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final int status;

  /**
   * @param status of HTTP, 400 to 499
   */
  public RequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** What was asked makes no sense. */
  public static RequestException bad(String message) {
    return new RequestException(BAD_REQUEST, message);
  }

  /** What was asked about is not there. */
  public static RequestException missing(String message) {
    return new RequestException(NOT_FOUND, message);
  }

  public int status() {
    return status;
  }
}
