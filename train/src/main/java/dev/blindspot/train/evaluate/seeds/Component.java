package dev.blindspot.train.evaluate.seeds;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A component of a measured record, or a method without arguments that is read like one.
 *
 * @param path from the record: more than one for a component of a component
 */
public record Component(List<Method> path) {

  /** By its name, such as {@code auc} or {@code test.accuracy}; empty when there is none. */
  static Optional<Component> find(Class<?> type, String name) {
    List<Method> path = new ArrayList<>();
    Class<?> owner = type;
    for (String part : name.split("\\.", -1)) {
      Optional<Method> accessor =
          Arrays.stream(owner.getDeclaredMethods())
              .filter(method -> method.getName().equals(part) && method.getParameterCount() == 0)
              .findFirst();
      if (accessor.isEmpty()) {
        return Optional.empty();
      }
      path.add(accessor.get());
      owner = accessor.get().getReturnType();
    }
    return Optional.of(new Component(path));
  }

  static Component of(Class<?> type, String name) {
    return find(type, name)
        .orElseThrow(
            () -> new IllegalArgumentException(type.getName() + " must have a component " + name));
  }

  /** Its own, the last of the path. */
  public Method accessor() {
    return path.get(path.size() - 1);
  }

  public String name() {
    return accessor().getName();
  }

  /** Whether it is null where nothing was measured. */
  public boolean isNullable() {
    return accessor().getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
  }

  @Nullable Object read(Object owner) {
    @Nullable Object value = owner;
    try {
      for (Method accessor : path) {
        value = accessor.invoke(value);
      }
      return value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("measured records can be read here", e);
    }
  }
}
