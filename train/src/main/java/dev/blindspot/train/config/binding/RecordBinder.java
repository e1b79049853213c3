package dev.blindspot.train.config.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds a record from the values of its keys, and takes it apart again; values are in the order of
 * the keys.
 */
public record RecordBinder(
    Function<List<@Nullable Object>, Object> maker,
    Function<Object, List<@Nullable Object>> taker) {

  /** Keys are the components. */
  public static RecordBinder of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return new RecordBinder(
          values -> Reflection.create(constructor, values.toArray()),
          made -> {
            List<@Nullable Object> values = new ArrayList<>();
            Arrays.stream(components)
                .forEach(each -> values.add(Reflection.invoke(each.getAccessor(), made)));
            return values;
          });
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }
}
