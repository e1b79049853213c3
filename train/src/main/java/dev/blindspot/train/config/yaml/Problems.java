package dev.blindspot.train.config.yaml;

import dev.blindspot.train.error.UserError;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects every mistake of a configuration, so that the user sees all of them at once. */
public final class Problems {
  private record Key(Origin origin, String lastKey, String what) {}

  private record Problem(Origin origin, String text) {}

  // What an arm inherits is read once per arm: the same mistake at the same place is told once.
  private final Map<Key, Problem> found = new LinkedHashMap<>();
  private int reported;

  /** Adds a mistake: {@code file:line: key.path: what}. */
  public void add(Origin origin, String path, String what) {
    reported++;
    String lastKey = path.substring(path.lastIndexOf('.') + 1);
    String text = path.isEmpty() ? origin + ": " + what : origin + ": " + path + ": " + what;
    found.putIfAbsent(new Key(origin, lastKey, what), new Problem(origin, text));
  }

  /** How many mistakes were reported so far; unchanged means that the last step went well. */
  public int count() {
    return reported;
  }

  /**
   * A value that was read without a mistake.
   *
   * @param value null only after a mistake
   * @throws UserError with all mistakes
   */
  public <T> T checked(@Nullable T value) {
    throwIfAny();
    return Objects.requireNonNull(value, "a value without a problem");
  }

  /** Throws all mistakes in one {@link UserError}, in the order of the lines of each file. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new UserError(
          found.values().stream()
              .sorted(
                  Comparator.comparing((Problem p) -> p.origin().source())
                      .thenComparingInt(p -> p.origin().line()))
              .map(Problem::text)
              .collect(Collectors.joining("\n")));
    }
  }
}
