package dev.blindspot.train.data.image;

import dev.blindspot.train.data.format.BadImageException;
import org.bytedeco.javacpp.PointerScope;

/**
 * Work on OpenCV matrices whose native memory is given back at its end instead of at some garbage
 * collection.
 */
public final class NativeScope {
  @FunctionalInterface
  public interface Work<T> {
    T run() throws BadImageException;
  }

  private NativeScope() {}

  /** Runs the work and frees every matrix that was made in it; its result must not refer to one. */
  @SuppressWarnings({
    "try",
    "unchecked"
  }) // the scope acts by being open; its constructor takes generic varargs
  public static <T> T call(Work<T> work) throws BadImageException {
    try (PointerScope scope = new PointerScope()) {
      return work.run();
    }
  }
}
