package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlValue;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The vocabulary of JSON Schema that the shapes need, and the definitions that they share. */
public final class SchemaParts {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  public ObjectNode empty() {
    return JSON.objectNode();
  }

  public ObjectNode type(String type) {
    return empty().put("type", type);
  }

  ObjectNode types(String... types) {
    ObjectNode schema = empty();
    ArrayNode all = schema.putArray("type");
    for (String type : types) {
      all.add(type);
    }
    return schema;
  }

  ObjectNode oneOfWords(Collection<String> words) {
    ObjectNode schema = empty();
    words.forEach(schema.putArray("enum")::add);
    return schema;
  }

  public ObjectNode anyOf(ObjectNode... options) {
    ObjectNode schema = empty();
    ArrayNode all = schema.putArray("anyOf");
    for (ObjectNode option : options) {
      all.add(option);
    }
    return schema;
  }

  ObjectNode orNull(ObjectNode schema) {
    return anyOf(schema, type("null"));
  }

  /** A mapping with one key only: the choice of an option. */
  ObjectNode only(String key, Shape value) {
    ObjectNode schema = type("object");
    schema.putObject("properties").set(key, orNull(value.schema(this)));
    schema.putArray("required").add(key);
    return schema.put("additionalProperties", false);
  }

  /**
   * A key with its description and default. Keys are not marked as required: a file that extends
   * another one, and an arm, give only some of them.
   */
  public ObjectNode property(ConfigKey key) {
    ObjectNode schema = empty();
    if (key.about() != null) {
      schema.put("description", key.about());
    }
    if (key.byDefault() != null) {
      schema.set("default", json(key.byDefault()));
    }
    ObjectNode value = key.shape().schema(this);
    return schema.setAll(key.nullable() ? orNull(value) : value);
  }

  /** A reference to a definition, which is made once. */
  ObjectNode shared(String name, Supplier<ObjectNode> body) {
    if (!definitions.containsKey(name)) {
      definitions.put(name, body.get());
    }
    return empty().put("$ref", "#/$defs/" + name);
  }

  /** Every shared definition by name. */
  public ObjectNode definitions() {
    ObjectNode all = empty();
    definitions.forEach(all::set);
    return all;
  }

  private static JsonNode json(YamlNode node) {
    try {
      return YAML.readTree(YamlValue.text(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what we wrote ourselves can be read", e);
    }
  }
}
