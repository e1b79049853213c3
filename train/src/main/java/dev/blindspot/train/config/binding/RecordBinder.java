package dev.blindspot.train.config.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a record from the values of its keys, and takes it apart again. */
public interface RecordBinder {
  /** The record; the values are in the order of the keys. */
  Object make(List<@Nullable Object> values);

  /** The values of the record in the order of the keys. */
  List<@Nullable Object> values(Object made);

  /** Keys are the components. */
  record Plain(Constructor<?> constructor, List<Method> accessors) implements RecordBinder {
    public static Plain of(Class<?> type) {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        return new Plain(
            type.getDeclaredConstructor(types),
            Arrays.stream(components).map(RecordComponent::getAccessor).toList());
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(type + " has no canonical constructor", e);
      }
    }

    @Override
    public Object make(List<@Nullable Object> values) {
      return Reflection.create(constructor, values.toArray());
    }

    @Override
    public List<@Nullable Object> values(Object made) {
      List<@Nullable Object> values = new ArrayList<>();
      accessors.forEach(accessor -> values.add(Reflection.invoke(accessor, made)));
      return values;
    }
  }
}
