package dev.blindspot.train.config.reader;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The part of JSON Schema that our schemas use, written down a second time. */
public record SchemaCheck(JsonNode root) {
  private static final List<String> KNOWN =
      List.of(
          "$schema",
          "title",
          "$defs",
          "description",
          "default",
          "$ref",
          "anyOf",
          "oneOf",
          "enum",
          "type",
          "items",
          "prefixItems",
          "minItems",
          "maxItems",
          "properties",
          "additionalProperties",
          "required");

  /** What a value does wrong, with its path. */
  public List<String> complaints(JsonNode value) {
    return complaints(root, value, "");
  }

  private List<String> complaints(JsonNode schema, JsonNode value, String path) {
    List<String> found = new ArrayList<>();
    schema
        .fieldNames()
        .forEachRemaining(k -> require(KNOWN.contains(k), "unknown keyword " + k, found));
    if (schema.has("$ref")) {
      String name = schema.get("$ref").asText().substring("#/$defs/".length());
      found.addAll(complaints(root.get("$defs").get(name), value, path));
    }
    if (schema.has("anyOf")) {
      require(matching(schema.get("anyOf"), value, path) >= 1, path + ": none of anyOf", found);
    }
    if (schema.has("oneOf")) {
      require(matching(schema.get("oneOf"), value, path) == 1, path + ": not one of oneOf", found);
    }
    if (schema.has("enum")) {
      require(contains(schema.get("enum"), value), path + ": not in enum: " + value, found);
    }
    if (schema.has("type")) {
      require(
          hasType(schema.get("type"), value),
          path + ": not " + schema.get("type") + ": " + value,
          found);
    }
    if (value.isObject()) {
      object(schema, value, path, found);
    }
    if (value.isArray()) {
      array(schema, value, path, found);
    }
    return found;
  }

  private void object(JsonNode schema, JsonNode value, String path, List<String> found) {
    schema
        .path("required")
        .forEach(k -> require(value.has(k.asText()), path + ": lacks " + k, found));
    JsonNode others = schema.path("additionalProperties");
    value
        .properties()
        .forEach(
            each -> {
              String below = path + "." + each.getKey();
              JsonNode known = schema.path("properties").path(each.getKey());
              if (known.isObject()) {
                found.addAll(complaints(known, each.getValue(), below));
              } else if (others.isObject()) {
                found.addAll(complaints(others, each.getValue(), below));
              } else if (others.isBoolean()) {
                require(others.asBoolean(), below + ": unknown key", found);
              }
            });
  }

  private void array(JsonNode schema, JsonNode value, String path, List<String> found) {
    require(value.size() >= schema.path("minItems").asInt(0), path + ": too short", found);
    require(value.size() <= schema.path("maxItems").asInt(1000), path + ": too long", found);
    for (int i = 0; i < value.size(); i++) {
      JsonNode item =
          schema.has("items") ? schema.get("items") : schema.path("prefixItems").path(i);
      if (item.isObject()) {
        found.addAll(complaints(item, value.get(i), path + "[" + i + "]"));
      }
    }
  }

  private long matching(JsonNode options, JsonNode value, String path) {
    return StreamSupport.stream(options.spliterator(), false)
        .filter(option -> complaints(option, value, path).isEmpty())
        .count();
  }

  private static boolean contains(JsonNode words, JsonNode value) {
    return StreamSupport.stream(words.spliterator(), false).anyMatch(value::equals);
  }

  private static boolean hasType(JsonNode types, JsonNode value) {
    return types.isArray()
        ? StreamSupport.stream(types.spliterator(), false).anyMatch(t -> isA(t.asText(), value))
        : isA(types.asText(), value);
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }

  private static void require(boolean holds, String complaint, List<String> found) {
    if (!holds) {
      found.add(complaint);
    }
  }
}
