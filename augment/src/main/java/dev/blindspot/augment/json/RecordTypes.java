package dev.blindspot.augment.json;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;
import org.nd4j.shade.jackson.databind.DatabindContext;
import org.nd4j.shade.jackson.databind.DeserializationContext;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.JsonMappingException;
import org.nd4j.shade.jackson.databind.jsontype.impl.TypeIdResolverBase;

/**
 * Names of the records of a sealed interface: the simple name of those that it permits, also by way
 * of other sealed interfaces, and the full name of records that users add to an open one.
 */
final class RecordTypes extends TypeIdResolverBase {
  private Class<?> base = Object.class;

  @Override
  public void init(JavaType baseType) {
    super.init(baseType);
    base = baseType.getRawClass();
  }

  @Override
  public String idFromValue(Object value) {
    return idFromValueAndType(value, value.getClass());
  }

  @Override
  public String idFromValueAndType(Object value, Class<?> type) {
    return records(base).anyMatch(type::equals) ? type.getSimpleName() : type.getName();
  }

  @Override
  public JavaType typeFromId(DatabindContext context, String id) throws JsonMappingException {
    Optional<Class<?>> type =
        records(base).filter(known -> known.getSimpleName().equals(id)).findFirst();
    return context.constructType(
        type.or(() -> custom(id)).orElseThrow(() -> unknown((DeserializationContext) context, id)));
  }

  /** A user's record, which must be of the wanted type before anything of it runs. */
  private Optional<Class<?>> custom(String name) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Class<?> type = Class.forName(name, false, loader);
      return Optional.<Class<?>>of(type).filter(t -> t.isRecord() && base.isAssignableFrom(t));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private JsonMappingException unknown(DeserializationContext context, String id) {
    List<String> names = records(base).map(Class::getSimpleName).toList();
    return context.invalidTypeIdException(
        context.constructType(base),
        id,
        "type must be one of %s or the full name of a record of your own, was '%s'"
            .formatted(names, id));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordTypes::records)
        : Stream.<Class<?>>of(type).filter(Class::isRecord);
  }

  @Override
  public JsonTypeInfo.Id getMechanism() {
    return JsonTypeInfo.Id.CUSTOM;
  }
}
