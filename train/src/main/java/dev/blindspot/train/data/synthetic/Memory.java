package dev.blindspot.train.data.synthetic;

import org.bytedeco.javacpp.PointerScope;

/** Native memory of one picture: what this thread allocates in a scope is freed when it closes. */
final class Memory {
  private Memory() {}

  @SuppressWarnings("unchecked") // an empty list of classes: the scope takes every pointer
  static PointerScope open() {
    return new PointerScope();
  }
}
