package dev.blindspot.explain.onednn.runtime;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/** Frees the native objects that a piece of work leaves behind. */
final class Scopes {
  private Scopes() {}

  /** Runs the work; frees every native object that it made, except those that it retained. */
  @SuppressWarnings("unchecked") // an empty generic varargs array of JavaCPP
  static <T> T inside(Supplier<T> work) {
    PointerScope scope = new PointerScope();
    try {
      return work.get();
    } finally {
      scope.close();
    }
  }
}
