package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.YamlNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number. Nothing is rounded, truncated or wrapped around: what does not fit is refused. */
@SuppressWarnings("ImmutableEnumChecker") // patterns and functions without a state
public enum NumberShape implements Shape {
  INT(
      "an integer",
      " between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE,
      NumberShape.INTEGER,
      text -> new BigInteger(text).intValueExact()),

  LONG(
      "an integer",
      " between " + Long.MIN_VALUE + " and " + Long.MAX_VALUE,
      NumberShape.INTEGER,
      text -> new BigInteger(text).longValueExact()),

  DOUBLE(
      "a number",
      " up to " + Double.MAX_VALUE,
      "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?",
      NumberShape::finite);

  private static final String INTEGER = "[-+]?[0-9]{1,40}";

  private final String kind;
  private final String range;
  private final Pattern form;
  private final Function<String, Object> parse;

  /**
   * @param parse throws {@link ArithmeticException} for what is out of range
   */
  NumberShape(String kind, String range, String form, Function<String, Object> parse) {
    this.kind = kind;
    this.range = range;
    this.form = Pattern.compile(form);
    this.parse = parse;
  }

  private static Object finite(String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new ArithmeticException(text);
    }
    return value;
  }

  @Override
  public @Nullable Object bind(YamlNode node, ConfigPath place) {
    if (!(node instanceof YamlNode.ScalarNode scalar)
        || !scalar.plain()
        || !form.matcher(scalar.text()).matches()) {
      place.refuse(node, "must be " + kind);
      return null;
    }
    try {
      return parse.apply(scalar.text());
    } catch (ArithmeticException e) {
      place.refuse(node, "must be " + kind + range);
      return null;
    }
  }

  @Override
  public YamlNode write(Object value, UnaryOperator<String> paths) {
    return YamlNode.ScalarNode.plain(value instanceof Double d ? text(d) : value.toString());
  }

  // 0.0001 rather than 1.0E-4, and 1 rather than 1.0
  private static String text(double number) {
    boolean readable = Math.abs(number) >= 1e-6 && Math.abs(number) < 1e12;
    return readable || number == 0
        ? new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return parts.type(this == DOUBLE ? "number" : "integer");
  }
}
