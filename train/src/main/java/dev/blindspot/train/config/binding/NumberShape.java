package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.YamlNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number. Nothing is rounded, truncated or wrapped around: what does not fit is refused. */
public enum NumberShape implements Shape {
  INT(Integer.MIN_VALUE, Integer.MAX_VALUE) {
    @Override
    Object value(BigInteger whole) {
      return whole.intValueExact();
    }
  },
  LONG(Long.MIN_VALUE, Long.MAX_VALUE) {
    @Override
    Object value(BigInteger whole) {
      return whole.longValueExact();
    }
  },
  DOUBLE(0, 0) {
    @Override
    public @Nullable Object bind(YamlNode node, ConfigPath place) {
      if (!(node instanceof YamlNode.ScalarNode scalar)
          || !scalar.plain()
          || !DECIMAL.matcher(scalar.text()).matches()) {
        place.refuse(node, "must be a number");
        return null;
      }
      double value = Double.parseDouble(scalar.text());
      if (Double.isInfinite(value)) {
        place.refuse(node, "must be a number up to " + Double.MAX_VALUE);
        return null;
      }
      return value;
    }

    @Override
    Object value(BigInteger whole) {
      return whole.doubleValue();
    }

    @Override
    public ObjectNode schema(SchemaParts parts) {
      return parts.type("number");
    }
  };

  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,40}");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private final BigInteger least;
  private final BigInteger most;

  NumberShape(long least, long most) {
    this.least = BigInteger.valueOf(least);
    this.most = BigInteger.valueOf(most);
  }

  abstract Object value(BigInteger whole);

  @Override
  public @Nullable Object bind(YamlNode node, ConfigPath place) {
    if (!(node instanceof YamlNode.ScalarNode scalar)
        || !scalar.plain()
        || !WHOLE.matcher(scalar.text()).matches()) {
      place.refuse(node, "must be an integer");
      return null;
    }
    BigInteger whole = new BigInteger(scalar.text());
    if (whole.compareTo(least) < 0 || whole.compareTo(most) > 0) {
      place.refuse(node, "must be an integer between " + least + " and " + most);
      return null;
    }
    return value(whole);
  }

  @Override
  public YamlNode write(Object value, UnaryOperator<String> paths) {
    return YamlNode.ScalarNode.plain(text(value));
  }

  // 0.0001 rather than 1.0E-4, and 1 rather than 1.0
  private static String text(Object value) {
    if (!(value instanceof Double number)) {
      return value.toString();
    }
    boolean readable = Math.abs(number) >= 1e-6 && Math.abs(number) < 1e12;
    return readable || number.equals(0.0)
        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : number.toString();
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return parts.type("integer");
  }
}
