package dev.blindspot.train.config.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.binding.ConfigKey;
import dev.blindspot.train.config.binding.FieldsShape;
import dev.blindspot.train.config.binding.SchemaParts;

/**
 * JSON Schema (2020-12) of the configuration, for editors: completion, descriptions and unknown
 * keys.
 */
public final class ConfigSchema {
  private ConfigSchema() {}

  /** The schema as indented JSON with a final line end, the same on every machine. */
  public static String toJson() {
    return toJson("Blindspot run", ConfigModel.RUN);
  }

  /** The schema of ablations, in the same form. */
  public static String ofAblations() {
    return toJson("Blindspot ablation", ConfigModel.fields(AblationConfig.class));
  }

  private static String toJson(String title, FieldsShape shape) {
    SchemaParts parts = new SchemaParts();
    ObjectNode schema = parts.empty();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title);
    schema.setAll(root(parts, shape));
    schema.set("$defs", parts.definitions());
    return print(schema);
  }

  private static ObjectNode root(SchemaParts parts, FieldsShape shape) {
    ObjectNode object = parts.type("object");
    ObjectNode properties = object.putObject("properties");
    ObjectNode path = parts.type("string");
    ObjectNode paths = parts.type("array");
    paths.set("items", path);
    properties.set(
        ConfigLayers.EXTENDS,
        parts
            .empty()
            .put(
                "description",
                "Files below this one, relative to it; this file overrides their keys.")
            .setAll(parts.anyOf(path, paths)));
    shape.keys().forEach(key -> properties.set(key.name(), parts.property(key)));
    object.put("additionalProperties", false);
    return object.setAll(requiredUnlessExtending(parts, shape));
  }

  private static ObjectNode requiredUnlessExtending(SchemaParts parts, FieldsShape shape) {
    ObjectNode complete = parts.empty();
    shape.keys().stream()
        .filter(ConfigKey::required)
        .forEach(key -> complete.withArray("required").add(key.name()));
    ObjectNode extending = parts.empty();
    extending.putArray("required").add(ConfigLayers.EXTENDS);
    return parts.anyOf(complete, extending);
  }

  private static String print(ObjectNode schema) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator(""))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema cannot be printed", e);
    }
  }
}
