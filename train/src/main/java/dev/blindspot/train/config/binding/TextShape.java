package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.YamlNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Text as it was written: {@code 0} and {@code '0'} are the same text. */
public record TextShape(boolean path) implements Shape {
  @Override
  public @Nullable Object bind(YamlNode node, ConfigPath place) {
    if (!(node instanceof YamlNode.ScalarNode scalar) || node.isNull() || node.isEmpty()) {
      place.refuse(node, "must be text");
      return null;
    }
    return path ? bindPath(scalar, place) : scalar.text();
  }

  private static @Nullable String bindPath(YamlNode.ScalarNode scalar, ConfigPath place) {
    try {
      return scalar.text().isEmpty() ? refused(scalar, place) : Paths.from(scalar, place.folder());
    } catch (InvalidPathException e) {
      return refused(scalar, place);
    }
  }

  private static @Nullable String refused(YamlNode.ScalarNode scalar, ConfigPath place) {
    place.refuse(scalar, "must be a path");
    return null;
  }

  @Override
  public YamlNode write(Object value, UnaryOperator<String> paths) {
    return YamlNode.ScalarNode.quoted(path ? paths.apply((String) value) : (String) value);
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    return path ? parts.type("string") : parts.types("string", "number", "boolean");
  }

  /** Paths in the configuration: relative to the file that states them. */
  public static final class Paths {
    private Paths() {}

    /** The path as the configuration in the given folder would write it. */
    static String from(YamlNode.ScalarNode scalar, Path folder) {
      Path stated = scalar.origin().folder();
      String text = scalar.text();
      if (stated == null || stated.equals(folder) || startsAnywhere(text)) {
        return text;
      }
      Path absolute = stated.resolve(text).normalize();
      boolean sameRoot = absolute.getRoot() != null && absolute.getRoot().equals(folder.getRoot());
      return sameRoot ? folder.relativize(absolute).toString() : absolute.toString();
    }

    /**
     * The path without its folder; addresses, and texts with a variable such as {@code
     * ${blindspot.data}}, stay as they are.
     */
    public static String absolute(String text, Path folder) {
      return startsAnywhere(text) ? text : folder.resolve(text).normalize().toString();
    }

    private static boolean startsAnywhere(String text) {
      return text.startsWith("${") || Addresses.isAddress(text) || Path.of(text).isAbsolute();
    }
  }
}
