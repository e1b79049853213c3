package dev.blindspot.train.report.table;

import dev.blindspot.train.config.EvaluationConfig.Position;
import java.util.Locale;

/** How the report names what the configuration names by constants. */
public final class Labels {
  private Labels() {}

  /** GAUSSIAN_NOISE is "gaussian noise". */
  public static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Where parts are hidden, in a few words. */
  public static String position(Position position) {
    return switch (position) {
      case RANDOM -> "random place";
      case CENTRE -> "centre";
      case BORDER -> "border";
      case MOST_IMPORTANT -> "most important first";
      case LEAST_IMPORTANT -> "least important first";
    };
  }
}
