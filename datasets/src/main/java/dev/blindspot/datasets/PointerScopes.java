package dev.blindspot.datasets;

import org.bytedeco.javacpp.PointerScope;

/** Native memory of one image: what this thread allocates in a scope is freed when it closes. */
final class PointerScopes {
  private PointerScopes() {}

  @SuppressWarnings("unchecked") // an empty list of classes: the scope takes every pointer
  static PointerScope open() {
    return new PointerScope();
  }
}
