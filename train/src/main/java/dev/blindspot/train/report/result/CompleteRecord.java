package dev.blindspot.train.report.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a record that was read back has all of its parts: a key that is missing in the file
 * would else come to light as a fault far from here.
 */
public final class CompleteRecord {
  private CompleteRecord() {}

  /**
   * Goes through a record and everything below it.
   *
   * @param path where it stands in the file, empty for the root
   * @throws IllegalArgumentException naming the first key that must not be missing
   */
  public static void require(Object value, String path) {
    if (value instanceof Record record) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        require(record, component, path.isEmpty() ? key(component) : path + "." + key(component));
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        require(list.get(i), path + "[" + i + "]");
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> require(each, path + "." + key));
    }
  }

  /** The key of a component in the file. */
  public static String key(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? component.getName() : named.value();
  }

  private static void require(Record owner, RecordComponent component, String path) {
    Object value = read(owner, component);
    if (value != null) {
      require(value, path);
    } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      throw new IllegalArgumentException(path + " is missing");
    }
  }

  private static @Nullable Object read(Record owner, RecordComponent component) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("result records are public", e);
    }
  }
}
