package dev.blindspot.train.report.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.evaluate.seeds.Metric;
import dev.blindspot.train.evaluate.seeds.MetricGroup;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import dev.blindspot.train.report.result.ArmSeeds;
import dev.blindspot.train.report.result.CompleteRecord;
import dev.blindspot.train.report.result.RunResult;
import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of {@code results.json}, made of the records and of their Javadoc: the one
 * declaration of a key is its record component, or that of its figure.
 */
final class ResultsSchema {
  private final ObjectNode root = new ObjectMapper().createObjectNode();
  private final ObjectNode definitions = root.objectNode();
  private final RecordDocs docs;

  private ResultsSchema(RecordDocs docs) {
    this.docs = docs;
  }

  /** The schema as indented JSON. */
  static String toJson(RecordDocs docs) throws IOException {
    ResultsSchema schema = new ResultsSchema(docs);
    ObjectNode root = schema.root;
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Blindspot results.json, schema " + RunResult.SCHEMA);
    ObjectNode run = schema.object(RunResult.class);
    ((ObjectNode) run.get("properties"))
        .putObject("summary")
        .put("description", "the sentences on top of the page; made from the rest")
        .put("type", "array")
        .putObject("items")
        .put("type", "string");
    root.setAll(run);
    root.set("$defs", schema.definitions);
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private ObjectNode object(Class<?> type) throws IOException {
    ObjectNode schema = root.objectNode();
    schema.put("description", docs.of(type));
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (RecordComponent component : type.getRecordComponents()) {
      ObjectNode property = root.objectNode();
      property.put("description", docs.of(type, component.getName()));
      property.setAll(type(component.getAnnotatedType()));
      properties.set(CompleteRecord.key(component), property);
      required.add(CompleteRecord.key(component));
    }
    if (type == ArmSeeds.class) {
      fields(ArmSeeds.TOGETHER, properties, required);
    }
    return schema;
  }

  /** Keys that are no record components but declared by their figures. */
  private void fields(MetricGroup group, ObjectNode properties, ArrayNode required)
      throws IOException {
    for (MetricGroup.Field field : group.fields()) {
      if (field.isInJson()) {
        ObjectNode property = root.objectNode();
        property.put("description", field.meaning());
        property.setAll(type(field));
        properties.set(field.component().name(), property);
        required.add(field.component().name());
      }
    }
  }

  private ObjectNode type(MetricGroup.Field field) throws IOException {
    if (field instanceof Metric metric) {
      ObjectNode summary = plain(SeedSummary.class);
      return metric.component().isNullable() ? orNull(summary) : summary;
    }
    if (field instanceof MetricGroup.Part part) {
      ObjectNode group = part.isList() ? list(group(part.group())) : group(part.group());
      return part.component().isNullable() ? orNull(group) : group;
    }
    return type(field.component().accessor().getAnnotatedReturnType());
  }

  private ObjectNode group(MetricGroup group) throws IOException {
    if (!definitions.has(group.name())) {
      definitions.set(group.name(), root.objectNode());
      ObjectNode schema = root.objectNode();
      schema.put("description", group.meaning());
      schema.put("type", "object");
      fields(group, schema.putObject("properties"), schema.putArray("required"));
      definitions.set(group.name(), schema);
    }
    return root.objectNode().put("$ref", "#/$defs/" + group.name());
  }

  private ObjectNode list(ObjectNode items) {
    ObjectNode schema = root.objectNode().put("type", "array");
    schema.set("items", items);
    return schema;
  }

  private ObjectNode orNull(ObjectNode schema) {
    ObjectNode nullable = root.objectNode();
    nullable.putArray("anyOf").add(schema).addObject().put("type", "null");
    return nullable;
  }

  private ObjectNode type(AnnotatedType annotated) throws IOException {
    ObjectNode schema = plain(annotated);
    if (!annotated.isAnnotationPresent(Nullable.class) || schema.path("type").isArray()) {
      return schema;
    }
    if (schema.has("type") && schema.size() == 1) {
      ObjectNode nullable = root.objectNode();
      nullable.putArray("type").add(schema.get("type")).add("null");
      return nullable;
    }
    return orNull(schema);
  }

  private ObjectNode plain(AnnotatedType annotated) throws IOException {
    Type type = annotated.getType();
    ObjectNode schema = root.objectNode();
    if (type instanceof ParameterizedType generic) {
      AnnotatedType[] arguments =
          ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return list(type(arguments[0]));
      }
      if (generic.getRawType() == Map.class) {
        schema.put("type", "object").set("additionalProperties", type(arguments[1]));
        return schema;
      }
    }
    return plain((Class<?>) type);
  }

  private ObjectNode plain(Class<?> type) throws IOException {
    ObjectNode schema = root.objectNode();
    if (type == double.class || type == Double.class) {
      // a number that is not defined is null
      schema.putArray("type").add("number").add("null");
    } else if (type == int.class
        || type == long.class
        || type == Integer.class
        || type == Long.class) {
      schema.put("type", "integer");
    } else if (type == boolean.class) {
      schema.put("type", "boolean");
    } else if (type == String.class) {
      schema.put("type", "string");
    } else if (type.isEnum()) {
      ArrayNode words = schema.putArray("enum");
      Arrays.stream(type.getEnumConstants()).forEach(word -> words.add(((Enum<?>) word).name()));
    } else if (type.isRecord()) {
      schema.put("$ref", "#/$defs/" + name(type));
      if (!definitions.has(name(type))) {
        definitions.set(name(type), root.objectNode());
        definitions.set(name(type), object(type));
      }
    } else {
      throw new IllegalStateException("results have no rule for " + type);
    }
    return schema;
  }

  /** "Calibration.Bin" for a nested record. */
  private static String name(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      names.add(0, each.getSimpleName());
    }
    return String.join(".", names);
  }
}
