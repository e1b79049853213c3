package dev.blindspot.train.config;

import dev.blindspot.train.config.AugmentationConfig.Chance;
import dev.blindspot.train.config.AugmentationConfig.Where;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a record from the values of its keys, and takes it apart again. */
sealed interface Maker {
  /** The record; the values are in the order of the keys. */
  Object make(List<@Nullable Object> values);

  /** The values of the record in the order of the keys. */
  List<@Nullable Object> values(Object made);

  /** Keys are the components. */
  record Plain(Constructor<?> constructor, List<Method> accessors) implements Maker {
    static Plain of(Class<?> type) {
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

  /**
   * The first keys are those of {@link Chance}, the others are the components of the method. A
   * method that hides nothing has no {@code where}.
   */
  record OfChance(Plain method, boolean placed) implements Maker {
    private int own() {
      return placed ? 3 : 2;
    }

    @Override
    public Object make(List<@Nullable Object> values) {
      double probability = (Double) Objects.requireNonNull(values.get(0));
      int rampEpochs = (Integer) Objects.requireNonNull(values.get(1));
      Where where = placed ? (Where) Objects.requireNonNull(values.get(2)) : Where.ANYWHERE;
      Object made = method.make(values.subList(own(), values.size()));
      return new Chance<>(probability, rampEpochs, where, made);
    }

    @Override
    public List<@Nullable Object> values(Object made) {
      Chance<?> chance = (Chance<?>) made;
      List<@Nullable Object> values = new ArrayList<>();
      values.add(chance.probability());
      values.add(chance.rampEpochs());
      if (placed) {
        values.add(chance.where());
      }
      values.addAll(method.values(Objects.requireNonNull(chance.method())));
      return values;
    }
  }
}
