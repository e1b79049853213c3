package dev.blindspot.train.report.page;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.report.result.CompleteRecord;
import dev.blindspot.train.report.result.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code results.json}: {@link RunResult} by its component names, NaN as null. */
public final class ResultsJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(double.class, new NanAsNull())
                  .addSerializer(Double.class, new NanAsNull())
                  .addDeserializer(double.class, new NullAsNan())
                  .setDeserializerModifier(new NullInListAsNan()))
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT) // a number is refused, not cut
          // keys that a later tool of the same schema version added
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // lists that an earlier tool of the same schema version did not know
          .withConfigOverride(
              List.class,
              list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private ResultsJson() {}

  /**
   * The result as indented JSON. Beside the record's components it has {@code summary}, the
   * sentences that stand at the top of the page; reading skips them.
   */
  public static String write(RunResult result) {
    try {
      ObjectNode tree = MAPPER.valueToTree(result);
      ArrayNode summary = tree.putArray("summary");
      Summary.of(result).forEach(summary::add);
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain values is always written", e);
    }
  }

  /**
   * What the charts show as JSON that may stand inside an HTML script element: the arms, and no
   * markup character, whatever the names in it are.
   */
  static String writeForHtml(RunResult result) {
    try {
      JsonNode tree = MAPPER.valueToTree(Map.of("arms", result.arms()));
      for (JsonNode arm : tree.get("arms")) {
        // charts show the mean over trainings, or the only one
        arm.get("seeds").get("trainings").forEach(one -> ((ObjectNode) one).remove("robustness"));
      }
      return MAPPER
          .writeValueAsString(tree)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain values is always written", e);
    }
  }

  /** The JSON Schema of what {@link #write} writes, with what every key means. */
  public static String schema() {
    return PageAssets.resource("results.schema.json");
  }

  /** The same result with texts that show what they are, for the page. */
  static RunResult visible(RunResult result) {
    try {
      return MAPPER.treeToValue(VisibleText.of(MAPPER.valueToTree(result)), RunResult.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written is read back", e);
    }
  }

  /**
   * Reads a file that {@link #write} has written.
   *
   * @throws UserError when the file is not a result of this schema
   */
  public static RunResult read(Path file) {
    try {
      RunResult result = MAPPER.readValue(Files.readString(file), RunResult.class);
      CompleteRecord.require(result, "");
      return result;
    } catch (JsonProcessingException e) {
      throw noResult(file, e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw noResult(file, e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is not a text in UTF-8, so it is not a result", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UserError noResult(Path file, @Nullable String reason, Exception e) {
    return new UserError(
        "%s is not a result of schema %d: %s. Verdicts of an earlier Blindspot rest on a test that called too much shown, so they are measured again and not repeated: trained runs by blindspot run CONFIG --resume, saved models by blindspot evaluate CONFIG --model ZIP."
            .formatted(file, RunResult.SCHEMA, reason),
        e);
  }

  private static final class NanAsNull extends StdSerializer<Double> {
    NanAsNull() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

  /** For {@code double} components only: a nullable {@code Double} stays null. */
  private static final class NullAsNan extends StdDeserializer<Double> {
    NullAsNan() {
      super(double.class);
    }

    @Override
    public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return json.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Double.NaN;
    }
  }

  /** A nullable component stays null; in a list, where null cannot be, it was NaN. */
  private static final class NullInListAsNan extends BeanDeserializerModifier {
    @Override
    public JsonDeserializer<?> modifyCollectionDeserializer(
        DeserializationConfig config,
        CollectionType type,
        BeanDescription description,
        JsonDeserializer<?> deserializer) {
      return type.getContentType().hasRawClass(Double.class) ? new Doubles() : deserializer;
    }
  }

  private static final class Doubles extends StdDeserializer<List<Double>> {
    Doubles() {
      super(List.class);
    }

    @Override
    public List<Double> deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      List<Double> values = new ArrayList<>();
      for (JsonNode value : context.readTree(json)) {
        values.add(value.isNull() ? Double.NaN : value.doubleValue());
      }
      return values;
    }

    @Override
    public Object getEmptyValue(DeserializationContext context) {
      return List.of();
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return List.of();
    }
  }
}
