package dev.blindspot.augment.json;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.ImageAugmentation;
import java.io.IOException;
import org.nd4j.shade.jackson.core.JsonGenerator;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.databind.DeserializationContext;
import org.nd4j.shade.jackson.databind.JsonDeserializer;
import org.nd4j.shade.jackson.databind.JsonSerializer;
import org.nd4j.shade.jackson.databind.SerializerProvider;

/** Records inside of a transform that DataVec's mapper writes and reads, as JSON or YAML. */
public final class RecordJackson {
  private RecordJackson() {}

  /** Writes an augmentation. */
  public static final class AugmentationWriter extends JsonSerializer<ImageAugmentation> {
    @Override
    public void serialize(ImageAugmentation value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeTree(RecordMapper.INSTANCE.valueToTree(value));
    }
  }

  /** Reads an augmentation. */
  public static final class AugmentationReader extends JsonDeserializer<ImageAugmentation> {
    @Override
    public ImageAugmentation deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return RecordMapper.INSTANCE.treeToValue(json.readValueAsTree(), ImageAugmentation.class);
    }
  }

  /** Writes a colour. */
  public static final class RgbWriter extends JsonSerializer<Rgb> {
    @Override
    public void serialize(Rgb value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeTree(RecordMapper.INSTANCE.valueToTree(value));
    }
  }

  /** Reads a colour. */
  public static final class RgbReader extends JsonDeserializer<Rgb> {
    @Override
    public Rgb deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return RecordMapper.INSTANCE.treeToValue(json.readValueAsTree(), Rgb.class);
    }
  }
}
