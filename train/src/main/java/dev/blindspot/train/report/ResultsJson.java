package dev.blindspot.train.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.blindspot.train.config.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code results.json}: {@link RunResult} by its component names, NaN as null. */
public final class ResultsJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(double.class, new NanAsNull())
                  .addSerializer(Double.class, new NanAsNull())
                  .addDeserializer(double.class, new NullAsNan()))
          // keys that a later tool of the same schema version added
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ResultsJson() {}

  /** The result as indented JSON. */
  public static String write(RunResult result) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain values is always written", e);
    }
  }

  /**
   * The result as JSON that may stand inside an HTML script element: no markup character, whatever the names in it
   * are.
   */
  static String writeForHtml(RunResult result) {
    try {
      return MAPPER
          .writeValueAsString(result)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain values is always written", e);
    }
  }

  /**
   * Reads a file that {@link #write} has written.
   *
   * @throws UserError when the file is not a result of this schema
   */
  public static RunResult read(Path file) {
    try {
      return MAPPER.readValue(Files.readString(file), RunResult.class);
    } catch (JsonProcessingException e) {
      throw new UserError(
          "%s is not a result of schema %d: %s"
              .formatted(file, RunResult.SCHEMA, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
}
