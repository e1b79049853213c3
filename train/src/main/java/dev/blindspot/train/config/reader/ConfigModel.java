package dev.blindspot.train.config.reader;

import dev.blindspot.augment.method.RegionalDropout;
import dev.blindspot.train.config.AugmentationConfig.Chance;
import dev.blindspot.train.config.AugmentationConfig.Where;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.binding.AnyShape;
import dev.blindspot.train.config.binding.ChoiceShape;
import dev.blindspot.train.config.binding.ConfigKey;
import dev.blindspot.train.config.binding.FieldsShape;
import dev.blindspot.train.config.binding.ListShape;
import dev.blindspot.train.config.binding.MapShape;
import dev.blindspot.train.config.binding.NumberShape;
import dev.blindspot.train.config.binding.ParsedShape;
import dev.blindspot.train.config.binding.RecordBinder;
import dev.blindspot.train.config.binding.Reflection;
import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.config.binding.Shape;
import dev.blindspot.train.config.binding.TextShape;
import dev.blindspot.train.config.binding.WordShape;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.Problems;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlTree;
import dev.blindspot.train.config.yaml.YamlValue;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Derives the {@link Shape} of the configuration from its records. */
public final class ConfigModel {
  private static final Map<Class<?>, Shape> SIMPLE =
      Map.of(
          int.class, NumberShape.INT,
          Integer.class, NumberShape.INT,
          long.class, NumberShape.LONG,
          Long.class, NumberShape.LONG,
          double.class, NumberShape.DOUBLE,
          Double.class, NumberShape.DOUBLE,
          boolean.class, WordShape.TRUTH,
          Boolean.class, WordShape.TRUTH,
          YamlValue.class, new AnyShape());

  /** The whole configuration. */
  static final FieldsShape RUN = fields(RunConfig.class);

  private ConfigModel() {}

  /** The shape of a record: its components are the keys. */
  static FieldsShape fields(Class<?> type) {
    RecordBinder binder = RecordBinder.of(type);
    List<ConfigKey> keys = keys(type, binder);
    boolean bare =
        keys.stream().allMatch(k -> k.about() == null && k.shape() instanceof NumberShape);
    boolean list = keys.size() == 1 && isValues(keys.get(0));
    return new FieldsShape(name(type), keys, binder, (bare && keys.size() > 1) || list);
  }

  /** A record of nothing but values is written as their list. */
  private static boolean isValues(ConfigKey key) {
    return key.shape() instanceof ListShape list && list.item() instanceof AnyShape;
  }

  /**
   * The keys of {@link Chance}, then the components of the method. A method that hides nothing has
   * no {@code where}.
   */
  private static FieldsShape chance(Class<?> method) {
    boolean placed = RegionalDropout.class.isAssignableFrom(method);
    RecordBinder inner = RecordBinder.of(method);
    List<ConfigKey> keys = new ArrayList<>();
    for (RecordComponent component : Chance.class.getRecordComponents()) {
      boolean own = component.isAnnotationPresent(Setting.class);
      if (own && (placed || component.getType() != Where.class)) {
        keys.add(key(component, Chance.usualProbability(method)));
      }
    }
    int own = keys.size();
    keys.addAll(keys(method, inner));
    RecordBinder binder =
        new RecordBinder(
            values ->
                new Chance<>(
                    (Double) Objects.requireNonNull(values.get(0)),
                    (Integer) Objects.requireNonNull(values.get(1)),
                    placed ? (Where) Objects.requireNonNull(values.get(2)) : Where.ANYWHERE,
                    inner.maker().apply(values.subList(own, values.size()))),
            made -> {
              Chance<?> chance = (Chance<?>) made;
              List<@Nullable Object> values = new ArrayList<>();
              values.addAll(List.of(chance.probability(), chance.rampEpochs(), chance.where()));
              values = values.subList(0, own);
              values.addAll(inner.taker().apply(Objects.requireNonNull(chance.method())));
              return values;
            });
    return new FieldsShape(name(method), List.copyOf(keys), binder, false);
  }

  /**
   * Defaults are those of {@link Setting}, or those of the record's {@code paper()} or {@code
   * defaults()} where it has one.
   */
  private static List<ConfigKey> keys(Class<?> type, RecordBinder binder) {
    Optional<Method> paper =
        Reflection.factory(type, "paper").or(() -> Reflection.factory(type, "defaults"));
    List<@Nullable Object> published =
        paper.isEmpty()
            ? List.of()
            : binder.taker().apply(Objects.requireNonNull(Reflection.invoke(paper.get(), null)));
    List<ConfigKey> keys = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Object value = published.isEmpty() ? null : published.get(keys.size());
      keys.add(key(component, value));
    }
    return List.copyOf(keys);
  }

  private static ConfigKey key(RecordComponent component, @Nullable Object published) {
    Setting setting = component.getAnnotation(Setting.class);
    Shape shape = shape(component.getGenericType(), setting);
    boolean named = setting != null && !setting.key().isEmpty();
    return new ConfigKey(
        named ? setting.key() : component.getName(),
        component.getName(),
        setting == null ? null : setting.about(),
        shape,
        byDefault(setting, shape, published),
        isNullable(component));
  }

  private static @Nullable YamlNode byDefault(
      @Nullable Setting setting, Shape shape, @Nullable Object published) {
    if (setting != null && !setting.byDefault().isEmpty()) {
      return YamlTree.parse(setting.byDefault(), Origin.NONE, new Problems());
    }
    return published == null ? null : shape.write(published, UnaryOperator.identity());
  }

  private static boolean isNullable(RecordComponent component) {
    AnnotatedElement type = component.getAnnotatedType();
    return type.isAnnotationPresent(Nullable.class);
  }

  private static Shape shape(Type type, @Nullable Setting setting) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic, setting);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return new TextShape(setting != null && setting.path());
    }
    Shape simple = SIMPLE.get(plain);
    return simple == null ? structure(plain) : simple;
  }

  private static Shape generic(ParameterizedType type, @Nullable Setting setting) {
    Type[] arguments = type.getActualTypeArguments();
    Type last = arguments[arguments.length - 1];
    if (type.getRawType() == List.class) {
      return new ListShape(shape(last, setting));
    }
    if (type.getRawType() == Map.class) {
      return new MapShape(shape(last, setting));
    }
    if (type.getRawType() == Chance.class) {
      return chance((Class<?>) last);
    }
    throw unknown(type);
  }

  private static Shape structure(Class<?> type) {
    if (type.isEnum()) {
      return WordShape.of(type);
    }
    if (type.isInterface() && type.isSealed()) {
      return choice(type);
    }
    if (!type.isRecord()) {
      throw unknown(type);
    }
    return Reflection.factory(type, "parse", String.class)
        .<Shape>map(ParsedShape::new)
        .orElseGet(() -> fields(type));
  }

  private static ChoiceShape choice(Class<?> type) {
    Map<String, FieldsShape> options = new TreeMap<>(); // Java does not promise any order
    Map<Class<?>, String> words = new LinkedHashMap<>();
    for (Class<?> option : type.getPermittedSubclasses()) {
      if (option.isRecord()) { // interfaces are open to programs
        options.put(word(option), fields(option));
        words.put(option, word(option));
      }
    }
    return new ChoiceShape(name(type), options, words);
  }

  private static String word(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return (outer == null ? "" : name(outer) + ".") + type.getSimpleName();
  }

  private static IllegalStateException unknown(Type type) {
    return new IllegalStateException(type + " has no form in YAML");
  }
}
