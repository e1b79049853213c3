package dev.blindspot.train.evaluate.seeds;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.evaluate.seeds.Metric.Better;
import dev.blindspot.train.evaluate.seeds.Metric.Target;
import dev.blindspot.train.evaluate.seeds.Metric.Unit;
import dev.blindspot.train.evaluate.stats.Transpose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a measured record, declared once by the names of its components. From it come the
 * summary over seeds that {@code results.json} has, with its schema, and the rows of the table that
 * {@code results.csv} and the page are made of.
 *
 * @param type the record
 * @param name of its object in the schema of results.json
 * @param meaning what the object is
 * @param places components that tell it from its siblings, for the keys of its figures
 * @param fields in the order of results.json; the table has the metrics first, then the parts
 */
public record MetricGroup(
    Class<?> type, String name, String meaning, List<Component> places, List<Field> fields) {
  public MetricGroup {
    places = List.copyOf(places);
    fields = List.copyOf(fields);
  }

  /** A key of the object. */
  public sealed interface Field permits Metric, Fact, Part {
    Component component();

    String meaning();

    /** Whether results.json has it. */
    default boolean isInJson() {
      return true;
    }

    /** Its value over several trainings in results.json. */
    @Nullable Object summary(List<?> trainings);

    /** Adds its figures to the table of an arm. */
    default void addTo(Map<String, SeedValues> table, Key key, List<?> trainings) {}
  }

  /** What all trainings share or have together: not a figure. */
  public record Fact(
      Component component, String meaning, Function<List<?>, @Nullable Object> together)
      implements Field {
    @Override
    public @Nullable Object summary(List<?> trainings) {
      return together.apply(trainings);
    }
  }

  /**
   * A part with figures of its own, or a list of them, as many for every training.
   *
   * @param prefix of its figures' keys; %s stands for what tells it from its siblings
   */
  public record Part(Component component, String meaning, MetricGroup group, String prefix)
      implements Field {
    public boolean isList() {
      return component.accessor().getReturnType() == List.class;
    }

    @Override
    public @Nullable Object summary(List<?> trainings) {
      List<?> all = byPart(trainings).stream().map(group::summary).toList();
      return isList() ? all : all.stream().findFirst().orElse(null);
    }

    @Override
    public void addTo(Map<String, SeedValues> table, Key whole, List<?> trainings) {
      for (List<?> each : byPart(trainings)) {
        List<Object> places =
            group.places.stream().map(place -> requireNonNull(place.read(each.get(0)))).toList();
        group.addTo(table, whole.in(prefix, places), each);
      }
    }

    private List<List<Object>> byPart(List<?> trainings) {
      return component.read(trainings.get(0)) == null
          ? List.of()
          : Transpose.of(trainings, this::parts);
    }

    private List<Object> parts(Object training) {
      Object parts = requireNonNull(component.read(training), component.name());
      return parts instanceof List<?> list ? List.copyOf(list) : List.of(parts);
    }
  }

  /** Without any field yet. */
  public static MetricGroup of(Class<?> type, String name, String meaning) {
    return new MetricGroup(type, name, meaning, List.of(), List.of());
  }

  /** With one more figure; {@code xInterval} is the interval of {@code x}. */
  public MetricGroup metric(String component, String what, Unit unit, Better better) {
    return with(Metric.of(type, component, what, unit, better));
  }

  /** With one more figure that the table calls otherwise. */
  MetricGroup metric(String component, String what, Unit unit, Better better, String key) {
    return with(Metric.of(type, component, what, unit, better).called(key));
  }

  /** With one more figure that results.csv has not. */
  public MetricGroup inJson(String component, String what, Unit unit, Better better) {
    return with(Metric.of(type, component, what, unit, better).in(Target.JSON));
  }

  /** With one more figure that results.json has not. */
  MetricGroup inCsv(String component, String what, Unit unit, Better better) {
    return with(Metric.of(type, component, what, unit, better).in(Target.CSV));
  }

  /** With one more thing that all trainings share. */
  MetricGroup fact(String component, String what) {
    Component of = Component.of(type, component);
    return with(new Fact(of, what, trainings -> of.read(trainings.get(0))));
  }

  /** With one more thing that all trainings share and that tells it from its siblings. */
  MetricGroup place(String component, String what) {
    List<Component> more = new ArrayList<>(places);
    more.add(Component.of(type, component));
    return new MetricGroup(type, name, meaning, more, fields).fact(component, what);
  }

  /** With one more thing that all trainings have together. */
  MetricGroup fact(String component, String what, Function<List<?>, Object> together) {
    return with(new Fact(Component.of(type, component), what, together));
  }

  /** With one more part, or list of parts, of which the keys have no prefix. */
  public MetricGroup part(String component, String what, MetricGroup group) {
    return part(component, what, group, "");
  }

  /** With one more part, or list of parts. */
  MetricGroup part(String component, String what, MetricGroup group, String prefix) {
    return with(new Part(Component.of(type, component), what, group, prefix));
  }

  private MetricGroup with(Field field) {
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new MetricGroup(type, name, meaning, places, more);
  }

  /** The object over several trainings in results.json: at least one, all measured alike. */
  public Map<String, @Nullable Object> summary(List<?> trainings) {
    Map<String, @Nullable Object> summary = new LinkedHashMap<>();
    fields.stream()
        .filter(Field::isInJson)
        .forEach(field -> summary.put(field.component().name(), field.summary(trainings)));
    return summary;
  }

  /** Adds every figure of it to the table of an arm. */
  public void addTo(Map<String, SeedValues> table, Key key, List<?> trainings) {
    fields.stream()
        .sorted(Comparator.comparing(field -> !(field instanceof Metric)))
        .forEach(field -> field.addTo(table, key, trainings));
  }
}
