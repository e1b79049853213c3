package dev.blindspot.train.model.format;

import dev.blindspot.train.concurrent.TimeLimit;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Bounds the time that a file of a stranger takes, and says in words what it breaks. */
public final class FileGuard {
  /** Far above what the largest networks of DL4J need. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private FileGuard() {}

  /**
   * Reads a file.
   *
   * @throws IOException saying what is wrong with it
   */
  public static <T> T read(Callable<T> reading) throws IOException {
    try {
      return TimeLimit.call(LIMIT, reading);
    } catch (TimeoutException e) {
      throw new IOException(
          "reading it takes longer than %d minutes".formatted(LIMIT.toMinutes()), e);
    } catch (ExecutionException e) {
      throw asIoException(e.getCause());
    }
  }

  /** Damage surfaces as any exception of a library, as an overflow, or as a demand for memory. */
  private static IOException asIoException(@Nullable Throwable cause) {
    if (cause instanceof IOException known) {
      return known;
    }
    if (cause instanceof StackOverflowError) {
      return new IOException("it is nested too deeply", cause);
    }
    if (cause instanceof OutOfMemoryError) {
      return new IOException("it asks for more memory than there is", cause);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof UserError mistake) {
      throw mistake;
    }
    String message = cause == null ? null : cause.getMessage();
    return new IOException(message == null ? String.valueOf(cause) : message, cause);
  }
}
