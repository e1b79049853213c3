package dev.blindspot.explain.map;

import java.util.Locale;

/** Checks of arguments. Messages start with the name of what is wrong. */
public final class Checks {
  private Checks() {}

  public static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, rule, values));
    }
  }
}
