package dev.blindspot.augment.json;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.ImageAugmentation;
import java.io.IOException;
import org.nd4j.shade.jackson.core.JsonGenerator;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.databind.DeserializationContext;
import org.nd4j.shade.jackson.databind.JsonDeserializer;
import org.nd4j.shade.jackson.databind.JsonMappingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.JsonSerializer;
import org.nd4j.shade.jackson.databind.SerializerProvider;

/** {@link RecordJson} in the form that DataVec's mapper calls. */
public final class RecordJackson {
  private RecordJackson() {}

  /** Writes any record. */
  public static final class Writer extends JsonSerializer<Record> {
    @Override
    public void serialize(Record value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeTree(RecordJson.write(value));
    }
  }

  /** Reads an augmentation. */
  public static final class AugmentationReader extends JsonDeserializer<ImageAugmentation> {
    @Override
    public ImageAugmentation deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return read(json, ImageAugmentation.class);
    }
  }

  /** Reads a colour. */
  public static final class RgbReader extends JsonDeserializer<Rgb> {
    @Override
    public Rgb deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return read(json, Rgb.class);
    }
  }

  private static <T> T read(JsonParser json, Class<T> type) throws IOException {
    JsonNode tree = json.readValueAsTree();
    try {
      return type.cast(RecordJson.read(tree, type));
    } catch (IllegalArgumentException e) {
      throw JsonMappingException.from(json, e.getMessage(), e);
    }
  }
}
