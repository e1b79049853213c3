package dev.blindspot.train.config.binding;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls of records by reflection; what the called code throws comes out as itself. */
public final class Reflection {
  private Reflection() {}

  public static @Nullable Object invoke(
      Method method, @Nullable Object target, Object... arguments) {
    try {
      return accessible(method).invoke(target, arguments);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " cannot be called", e);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    }
  }

  static Object create(Constructor<?> constructor, @Nullable Object... arguments) {
    try {
      return accessible(constructor).newInstance(arguments);
    } catch (IllegalAccessException | InstantiationException e) {
      throw new IllegalStateException(constructor + " cannot be called", e);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    }
  }

  /** The public static method of that name which returns its own class, if there is one. */
  public static Optional<Method> factory(Class<?> type, String name, Class<?>... parameters) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getName().equals(name) && m.getReturnType() == type)
        .filter(m -> java.lang.reflect.Modifier.isStatic(m.getModifiers()))
        .filter(m -> Arrays.equals(m.getParameterTypes(), parameters))
        .findFirst();
  }

  private static <T extends AccessibleObject> T accessible(T member) {
    member.setAccessible(true);
    return member;
  }

  private static RuntimeException unwrapped(InvocationTargetException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }
}
