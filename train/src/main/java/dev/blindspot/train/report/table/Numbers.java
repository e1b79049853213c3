package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.stats.Interval;
import java.util.Locale;

/**
 * How the report writes numbers: point as decimal sign, a real minus, a dash for what is not
 * defined.
 */
public final class Numbers {
  /** Stands for a number that is not defined. */
  public static final String NONE = "\u2013";

  private static final char NO_BREAK_SPACE = '\u00a0';

  private Numbers() {}

  /** 0.9137 is "91.4 %". */
  public static String percent(double share) {
    return Double.isNaN(share) ? NONE : fixed(100 * share, 1) + NO_BREAK_SPACE + "%";
  }

  /** 0.3 is "30 %". */
  public static String wholePercent(double share) {
    double percent = 100 * share;
    return fixed(percent, percent == Math.rint(percent) ? 0 : 1) + NO_BREAK_SPACE + "%";
  }

  /** 0.0625 is "+6.3". */
  public static String points(double difference) {
    if (Double.isNaN(difference)) {
      return NONE;
    }
    String text = fixed(100 * difference, 1);
    return text.startsWith("\u2212") || text.equals("0.0") ? text : "+" + text;
  }

  /** "88.1 to 93.9 %", without the sign "%" when {@code unit} is empty. */
  public static String range(Interval interval, String unit) {
    if (Double.isNaN(interval.low())) {
      return NONE;
    }
    String end = unit.isEmpty() ? "" : NO_BREAK_SPACE + unit;
    return fixed(100 * interval.low(), 1) + " to " + fixed(100 * interval.high(), 1) + end;
  }

  /** "+2.1 to +10.4": both ends with their sign. */
  public static String pointsRange(Interval interval) {
    if (Double.isNaN(interval.low())) {
      return NONE;
    }
    return points(interval.low()) + " to " + points(interval.high());
  }

  /** A number with a fixed count of decimals. */
  public static String fixed(double value, int decimals) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return zero ? text.replace("-", "") : text.replace('-', '\u2212');
  }

  /** Three decimals, or powers of ten for small numbers such as learning rates. */
  public static String scientific(double value) {
    return value != 0 && Math.abs(value) < 0.001
        ? String.format(Locale.ROOT, "%.1e", value).replace('-', '\u2212')
        : fixed(value, 4);
  }

  /** A probability of a test: "0.034", "&lt; 0.001". */
  public static String p(double p) {
    return p < 0.001 ? "< 0.001" : fixed(p, 3);
  }

  /** 12345 is "12 345". */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', NO_BREAK_SPACE);
  }

  /** 83.4 is "1 min 23 s". */
  public static String duration(double seconds) {
    if (Double.isNaN(seconds)) {
      return NONE;
    }
    if (seconds < 60) {
      return fixed(seconds, seconds < 10 ? 1 : 0) + NO_BREAK_SPACE + "s";
    }
    long whole = Math.round(seconds);
    String text =
        whole < 3600
            ? "%d min %d s".formatted(whole / 60, whole % 60)
            : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
    return text.replace(' ', NO_BREAK_SPACE);
  }

  /** 16 GiB and the like, one decimal. */
  public static String gibibytes(long bytes) {
    return fixed(bytes / (double) (1L << 30), 1) + NO_BREAK_SPACE + "GiB";
  }
}
