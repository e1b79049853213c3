package dev.blindspot.train.ablation.analysis;

import dev.blindspot.train.ablation.store.TrialSetting;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Names of settings for readers: what a setting changes against the baseline, in the few words that
 * a chart has room for. A name that says more than a number stays.
 */
public final class SettingNames {
  private static final String AUGMENTATION = "augmentation.";
  private static final String PROBABILITY = ".probability";
  private static final String NUMBERED = "setting ";

  private final Predicate<String> inBaseline;

  /**
   * Names against a baseline.
   *
   * @param inBaseline whether the baseline has a key; what it has not, no setting takes away
   */
  public SettingNames(Predicate<String> inBaseline) {
    this.inBaseline = inBaseline;
  }

  /** In tables and charts of settings: "8: random-erasing 0.68, area to 0.13". */
  public String label(TrialSetting setting) {
    return isNumbered(setting)
        ? setting.name().substring(NUMBERED.length()) + ": " + changes(setting.values())
        : setting.name();
  }

  /** In sentences: "setting 8 (random-erasing 0.68, area to 0.13)". */
  public String inSentence(TrialSetting setting) {
    return isNumbered(setting)
        ? setting.name() + " (" + changes(setting.values()) + ")"
        : setting.name();
  }

  private static boolean isNumbered(TrialSetting setting) {
    return setting.name().matches(NUMBERED + "\\d+") && !setting.values().isEmpty();
  }

  /**
   * {@code augmentation.random-erasing: {...}}, its {@code probability: 0.6812} and its {@code
   * area.max: 0.1312} are "random-erasing 0.68, area to 0.13"; numbers have two digits.
   */
  private String changes(Map<String, String> values) {
    List<String> words = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          String probability = values.get(key + PROBABILITY);
          if (value.equals("null")) {
            if (inBaseline.test(key)) {
              words.add("no " + last(key));
            }
          } else if (probability != null) {
            words.add(last(key) + " " + rounded(probability));
          } else if (key.startsWith(AUGMENTATION) && isMap(value)) {
            words.add(last(key));
          } else if (!isProbabilityOfShown(key, values)) {
            words.add(named(key) + " " + rounded(value));
          }
        });
    return words.isEmpty() ? "no change" : String.join(", ", words);
  }

  private static boolean isMap(String value) {
    return value.startsWith("{");
  }

  private static boolean isProbabilityOfShown(String key, Map<String, String> values) {
    return key.endsWith(PROBABILITY)
        && values.containsKey(key.substring(0, key.length() - PROBABILITY.length()));
  }

  /** The ends of a range are "from" and "to"; {@code learningRate} is "learning rate". */
  private static String named(String key) {
    String end = last(key);
    String above = key.substring(0, Math.max(0, key.length() - end.length() - 1));
    return switch (end) {
      case "max" -> words(last(above)) + " to";
      case "min" -> words(last(above)) + " from";
      case "probability" -> words(last(above));
      default -> words(end);
    };
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static String words(String camelCase) {
    return camelCase.replaceAll("(\\p{Lower})(\\p{Upper})", "$1 $2").toLowerCase(Locale.ROOT);
  }

  private static String rounded(String value) {
    try {
      return new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return value; // a word, a list or a map
    }
  }
}
