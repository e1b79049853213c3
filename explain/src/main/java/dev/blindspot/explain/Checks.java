package dev.blindspot.explain;

import java.util.Locale;

/** Checks of arguments. Messages start with the name of what is wrong. */
final class Checks {
  private Checks() {}

  static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, rule, values));
    }
  }
}
