package dev.blindspot.train.evaluate.seeds;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.evaluate.seeds.Metric.Better;
import dev.blindspot.train.evaluate.seeds.Metric.Target;
import dev.blindspot.train.evaluate.seeds.Metric.Unit;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.Transpose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a measured record, declared once by the names of its components. From it come the
 * summary over seeds that {@code results.json} has, with its schema, and the rows of the table that
 * {@code results.csv} and the page are made of. The component {@code xInterval} is the 95 %
 * interval of the figure {@code x}.
 *
 * @param name of its object in the schema of results.json
 * @param meaning what the object is
 * @param fields in the order of results.json; results.csv has the metrics first, then the parts
 */
public record MetricGroup<T>(Class<T> type, String name, String meaning, List<Field<T>> fields) {
  public MetricGroup {
    fields = List.copyOf(fields);
  }

  /** A key of the object. */
  public sealed interface Field<T> permits Metric, Fact, Part {
    String name();

    String meaning();

    /** Whether results.json has it. */
    default boolean isInJson() {
      return true;
    }

    /** Its value over several trainings in results.json. */
    @Nullable Object summary(List<T> trainings);

    /** Adds its figures to the table of an arm. */
    void addTo(Map<String, SeedValues> table, Key key, List<T> trainings);
  }

  /**
   * What all trainings share or have together: not a figure.
   *
   * @param type of the value, or of the list's items
   */
  public record Fact<T>(
      String name, String meaning, Class<?> type, boolean isList, Function<List<T>, Object> value)
      implements Field<T> {
    @Override
    public Object summary(List<T> trainings) {
      return value.apply(trainings);
    }

    @Override
    public void addTo(Map<String, SeedValues> table, Key key, List<T> trainings) {}
  }

  /**
   * A part with figures of its own, or a list of parts, as many for every training.
   *
   * @param key of a part's figures, from that of the whole and the part
   * @param parts one, unless it is a list; null when not measured
   */
  public record Part<T, P>(
      String name,
      String meaning,
      MetricGroup<P> group,
      boolean isList,
      boolean isOptional,
      BiFunction<Key, P, Key> key,
      Function<T, @Nullable List<P>> parts)
      implements Field<T> {
    @Override
    public @Nullable Object summary(List<T> trainings) {
      List<Map<String, @Nullable Object>> all =
          byPart(trainings).stream().map(group::summary).toList();
      return isList ? all : all.isEmpty() ? null : all.get(0);
    }

    @Override
    public void addTo(Map<String, SeedValues> table, Key whole, List<T> trainings) {
      byPart(trainings)
          .forEach(each -> group.addTo(table, key.apply(whole, each.get(0)), each));
    }

    private List<List<P>> byPart(List<T> trainings) {
      return parts.apply(trainings.get(0)) == null
          ? List.of()
          : Transpose.of(trainings, training -> requireNonNull(parts.apply(training), name));
    }
  }

  /** Without any field yet. */
  public static <T> MetricGroup<T> of(Class<T> type, String name, String meaning) {
    return new MetricGroup<>(type, name, meaning, List.of());
  }

  /** With one more metric, by the name of its component. */
  public MetricGroup<T> metric(String component, String what, Unit unit, Better better) {
    Component of = Component.of(type, component);
    Optional<Component> interval = Component.find(type, component + "Interval");
    return with(
        new Metric<>(
            of.name(),
            what,
            unit,
            better,
            of.name(),
            Target.JSON_AND_CSV,
            training -> of.read(training) instanceof Number n ? n.doubleValue() : null,
            training ->
                (Interval) interval.map(i -> i.read(training)).orElse(Interval.UNDEFINED),
            of.isNullable()));
  }

  /** With one more thing that all trainings share. */
  MetricGroup<T> fact(String component, String what) {
    Component of = Component.of(type, component);
    return with(
        new Fact<>(
            component,
            what,
            of.type(),
            false,
            trainings -> requireNonNull(of.read(trainings.get(0)), component)));
  }

  /** With one more part, of which the figures have a prefix. */
  public <P> MetricGroup<T> part(
      String component, String what, MetricGroup<P> group, String prefix) {
    return part(component, what, group, (whole, part) -> whole.in(prefix));
  }

  /** With one more part, or list of parts. */
  <P> MetricGroup<T> part(
      String component, String what, MetricGroup<P> group, BiFunction<Key, P, Key> key) {
    Component of = Component.of(type, component);
    return with(
        new Part<>(
            component,
            what,
            group,
            of.type() == List.class,
            of.isNullable(),
            key,
            training -> list(of.read(training), group.type())));
  }

  private static <P> @Nullable List<P> list(@Nullable Object parts, Class<P> type) {
    return parts == null
        ? null
        : parts instanceof List<?> list
            ? list.stream().map(type::cast).toList()
            : List.of(type.cast(parts));
  }

  /** With one more field. */
  MetricGroup<T> with(Field<T> field) {
    List<Field<T>> more = new ArrayList<>(fields);
    more.add(field);
    return new MetricGroup<>(type, name, meaning, more);
  }

  /** With some metrics that are called otherwise in results.csv. */
  MetricGroup<T> keys(Map<String, String> keys) {
    return each(metric -> metric.key(keys.getOrDefault(metric.name(), metric.key())));
  }

  /** With some metrics written to one file alone; all of them when none is named. */
  public MetricGroup<T> only(Target target, String... names) {
    List<String> some = List.of(names);
    return each(
        metric -> some.isEmpty() || some.contains(metric.name()) ? metric.in(target) : metric);
  }

  private MetricGroup<T> each(UnaryOperator<Metric<T>> change) {
    return new MetricGroup<>(
        type,
        name,
        meaning,
        fields.stream()
            .map(field -> field instanceof Metric<T> metric ? change.apply(metric) : field)
            .toList());
  }

  /** The object over several trainings in results.json: at least one, all measured alike. */
  public Map<String, @Nullable Object> summary(List<T> trainings) {
    Map<String, @Nullable Object> summary = new LinkedHashMap<>();
    for (Field<T> field : fields) {
      if (field.isInJson()) {
        summary.put(field.name(), field.summary(trainings));
      }
    }
    return summary;
  }

  /** Adds every figure of it to the table of an arm. */
  public void addTo(Map<String, SeedValues> table, Key key, List<T> trainings) {
    fields.stream()
        .sorted(Comparator.comparing(field -> !(field instanceof Metric)))
        .forEach(field -> field.addTo(table, key, trainings));
  }
}
