package dev.blindspot.train.ablation.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One choice of values for the settings of a run.
 *
 * @param id 0 for the baseline, then in the order of the search
 * @param name for tables
 * @param values by key of the run, each as YAML on one line; keys that take no part are absent
 */
public record TrialSetting(int id, String name, Map<String, String> values) {
  /** The setting that all others are compared with. */
  public static final int BASELINE = 0;

  public TrialSetting {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The values in few words; keys are named by their last two parts. */
  public String describe() {
    return values.isEmpty()
        ? "as it is"
        : values.entrySet().stream()
            .map(e -> described(shortKey(e.getKey()), e.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String described(String key, String value) {
    if (value.equals("null")) {
      return "no " + key;
    }
    return value.equals("{}") ? key : key + " " + value;
  }

  /** {@code augmentation.random-erasing.area} is {@code random-erasing.area}. */
  public static String shortKey(String key) {
    String[] parts = key.split("\\.", -1);
    int from = Math.max(0, parts.length - 2);
    return from == 0 && parts.length == 2 && isSection(parts[0])
        ? parts[1]
        : String.join(".", java.util.Arrays.copyOfRange(parts, from, parts.length));
  }

  private static boolean isSection(String part) {
    return part.equals("augmentation") || part.equals("training");
  }
}
