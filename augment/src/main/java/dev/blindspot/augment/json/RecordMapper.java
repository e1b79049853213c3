package dev.blindspot.augment.json;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.RegionalDropout;
import dev.blindspot.augment.method.Schedule;
import dev.blindspot.augment.mixing.BatchAugmentation;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;
import org.nd4j.shade.jackson.annotation.PropertyAccessor;
import org.nd4j.shade.jackson.databind.DeserializationFeature;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializationFeature;
import org.nd4j.shade.jackson.databind.annotation.JsonTypeIdResolver;
import org.nd4j.shade.jackson.databind.cfg.CoercionAction;
import org.nd4j.shade.jackson.databind.cfg.CoercionInputShape;
import org.nd4j.shade.jackson.databind.json.JsonMapper;
import org.nd4j.shade.jackson.databind.type.LogicalType;

/**
 * Jackson, as ND4J and DataVec shade it, for the records of this module: an object with the
 * record's components, and its name as {@code type} where a sealed interface leaves the choice.
 * Numbers are refused where they do not fit, instead of being cut; so are missing components and
 * nulls. Numbers may be texts, as YAML's 1.0E10 is.
 */
final class RecordMapper {
  static final ObjectMapper INSTANCE = make();

  @JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
  @JsonTypeIdResolver(RecordTypes.class)
  private interface Named {}

  private RecordMapper() {}

  private static ObjectMapper make() {
    JsonMapper.Builder mapper =
        JsonMapper.builder()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY) // a record's components
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfig(
                LogicalType.Boolean,
                numbers ->
                    numbers
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    for (LogicalType number : List.of(LogicalType.Integer, LogicalType.Float)) {
      mapper.withCoercionConfig(
          number, texts -> texts.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }
    for (Class<?> choice :
        List.of(
            Edit.class,
            Fill.class,
            ImageAugmentation.class,
            RegionalDropout.class,
            Schedule.class,
            BatchAugmentation.class)) {
      mapper.addMixIn(choice, Named.class);
    }
    return mapper.build();
  }
}
