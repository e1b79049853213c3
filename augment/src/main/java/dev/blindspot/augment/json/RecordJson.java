package dev.blindspot.augment.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.JsonNodeFactory;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Records as JSON and back, without annotations on the records: an object with the record's
 * components, and the record's name as {@code type} where a sealed interface leaves the choice. A
 * component added to a record is part of the JSON by itself.
 */
final class RecordJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String TYPE = "type";

  private RecordJson() {}

  /** The JSON of a record, or of what a record may hold: numbers, booleans, enums and lists. */
  static JsonNode write(Object value) {
    if (value instanceof Record fields) {
      return writeRecord(fields);
    } else if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode();
      list.forEach(element -> array.add(write(element)));
      return array;
    } else if (value instanceof Enum<?> constant) {
      return NODES.textNode(constant.name());
    } else if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    } else if (value instanceof Integer number) {
      return NODES.numberNode(number);
    } else if (value instanceof Long number) {
      return NODES.numberNode(number);
    } else if (value instanceof Double number) {
      return NODES.numberNode(number);
    }
    throw new IllegalArgumentException("no JSON for " + value.getClass());
  }

  private static JsonNode writeRecord(Record value) {
    ObjectNode object = NODES.objectNode();
    if (Arrays.stream(value.getClass().getInterfaces()).anyMatch(Class::isSealed)) {
      object.put(TYPE, value.getClass().getSimpleName());
    }
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        object.set(component.getName(), write(component.getAccessor().invoke(value)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return object;
  }

  /**
   * The value of a type.
   *
   * @throws IllegalArgumentException if the JSON does not fit the type, or a record refuses a value
   */
  static Object read(JsonNode json, Type type) {
    if (type instanceof ParameterizedType list) {
      List<Object> elements = new ArrayList<>();
      json.forEach(element -> elements.add(read(element, list.getActualTypeArguments()[0])));
      return elements;
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted.isEnum()) { // asked first: an enum whose constants have bodies is sealed
      return constant(json, wanted);
    } else if (wanted.isSealed()) {
      return readRecord(json, choice(json, wanted));
    } else if (wanted.isRecord()) {
      return readRecord(json, wanted);
    } else if (wanted == boolean.class) {
      return truth(json);
    } else if (wanted == int.class || wanted == Integer.class) {
      return number(json).asInt();
    } else if (wanted == long.class) {
      return number(json).asLong();
    } else if (wanted == double.class) {
      return number(json).asDouble();
    }
    throw new IllegalArgumentException("no JSON for " + wanted);
  }

  /** Jackson makes a boolean of anything: 1 is true to it, and "yes" is false. */
  private static boolean truth(JsonNode json) {
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    String text = json.isTextual() ? json.textValue() : "";
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new IllegalArgumentException("must be true or false, was " + json);
  }

  /** Jackson makes 0 of what is not a number. YAML's 1.0E10 and NaN come as text. */
  private static JsonNode number(JsonNode json) {
    if (json.isNumber() || (json.isTextual() && isNumber(json.textValue()))) {
      return json;
    }
    throw new IllegalArgumentException("no number: " + json);
  }

  private static boolean isNumber(String text) {
    try {
      double unused = Double.parseDouble(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Class<?> choice(JsonNode json, Class<?> sealed) {
    String name = json.path(TYPE).asText();
    List<Class<?>> choices = records(sealed).toList();
    return choices.stream()
        .filter(choice -> choice.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, was '%s'"
                        .formatted(
                            TYPE, choices.stream().map(Class::getSimpleName).toList(), name)));
  }

  /** The records of a sealed interface, also of those that it permits. */
  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordJson::records)
        : Stream.of(type);
  }

  private static Object constant(JsonNode json, Class<?> enumeration) {
    return Arrays.stream(enumeration.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(json.asText()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no " + enumeration.getSimpleName() + ": " + json));
  }

  private static Object readRecord(JsonNode json, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      JsonNode value = json.get(components[i].getName());
      if (value == null) {
        throw new IllegalArgumentException(
            components[i].getName() + " of " + type.getSimpleName() + " is missing in " + json);
      }
      values[i] = read(value, components[i].getGenericType());
    }
    return construct(type, components, values);
  }

  private static Object construct(Class<?> type, RecordComponent[] components, Object[] values) {
    Class<?>[] parameters =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(parameters);
      return canonical.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(type.getSimpleName() + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
