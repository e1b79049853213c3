package dev.blindspot.train.config.reader;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.blindspot.train.config.AugmentationConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.binding.TextShape;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlNode.Entry;
import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import dev.blindspot.train.config.yaml.YamlNode.ScalarNode;
import dev.blindspot.train.config.yaml.YamlNode.SequenceNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Prints a configuration with every value, defaults included; {@link ConfigReader} reads it back to
 * an equal one.
 */
public final class ConfigWriter {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private ConfigWriter() {}

  /** The configuration as YAML, with paths as they are in it. */
  public static String toYaml(RunConfig config) {
    return print(ConfigModel.RUN.write(config, UnaryOperator.identity()));
  }

  /** The configuration as YAML, with relative paths made absolute from the given folder. */
  public static String toYaml(RunConfig config, Path folder) {
    return print(ConfigModel.RUN.write(config, path -> TextShape.Paths.absolute(path, folder)));
  }

  /** One part of a configuration as YAML, without what was not said. */
  public static String part(Record part) {
    MappingNode all =
        (MappingNode) ConfigModel.fields(part.getClass()).write(part, UnaryOperator.identity());
    Map<String, Entry> given = new LinkedHashMap<>(all.entries());
    given.values().removeIf(entry -> entry.value().isEmpty() || entry.value().isNull());
    return print(new MappingNode(given, all.origin()));
  }

  /**
   * One line per used augmentation with all its settings, as in YAML and in the order of the
   * schema, for reports and plans.
   */
  public static List<String> lines(AugmentationConfig augmentation) {
    MappingNode all =
        (MappingNode)
            ConfigModel.fields(AugmentationConfig.class)
                .write(augmentation, UnaryOperator.identity());
    return all.entries().entrySet().stream()
        .filter(entry -> isGiven(entry.getValue().value()))
        .map(entry -> entry.getKey() + " " + line(entry.getValue().value()))
        .toList();
  }

  private static boolean isGiven(YamlNode node) {
    return node instanceof MappingNode
        || (node instanceof SequenceNode list && !list.items().isEmpty());
  }

  private static String line(YamlNode node) {
    if (node instanceof MappingNode mapping) {
      return mapping.entries().entrySet().stream()
          .map(entry -> entry.getKey() + " " + line(entry.getValue().value()))
          .collect(Collectors.joining(", "));
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.items().stream()
          .map(ConfigWriter::line)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return ((ScalarNode) node).text();
  }

  static String print(YamlNode node) {
    StringWriter text = new StringWriter();
    try (JsonGenerator yaml = FACTORY.createGenerator(text)) {
      print(node, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void print(YamlNode node, JsonGenerator yaml) throws IOException {
    if (node instanceof MappingNode mapping) {
      yaml.writeStartObject();
      for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
        yaml.writeFieldName(entry.getKey());
        print(entry.getValue().value(), yaml);
      }
      yaml.writeEndObject();
    } else if (node instanceof SequenceNode sequence) {
      yaml.writeStartArray();
      for (YamlNode item : sequence.items()) {
        print(item, yaml);
      }
      yaml.writeEndArray();
    } else {
      print((ScalarNode) node, yaml);
    }
  }

  private static void print(ScalarNode scalar, JsonGenerator yaml) throws IOException {
    if (scalar.isNull()) {
      yaml.writeNull();
    } else if (scalar.plain() && scalar.text().matches("true|false")) {
      yaml.writeBoolean(Boolean.parseBoolean(scalar.text()));
    } else if (scalar.plain()) {
      yaml.writeNumber(scalar.text());
    } else {
      yaml.writeString(scalar.text());
    }
  }
}
