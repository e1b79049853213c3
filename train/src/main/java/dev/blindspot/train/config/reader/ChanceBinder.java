package dev.blindspot.train.config.reader;

import dev.blindspot.train.config.AugmentationConfig.Chance;
import dev.blindspot.train.config.AugmentationConfig.Where;
import dev.blindspot.train.config.binding.RecordBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first keys are those of {@link Chance}, the others are the components of the method. A method
 * that hides nothing has no {@code where}.
 */
record ChanceBinder(RecordBinder.Plain method, boolean placed) implements RecordBinder {
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
