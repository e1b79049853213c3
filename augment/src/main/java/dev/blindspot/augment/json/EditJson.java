package dev.blindspot.augment.json;

import dev.blindspot.augment.edit.Edit;
import java.util.List;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JavaType;

/**
 * Drawn edits as text: logged in one run, painted again in another.
 *
 * <pre>{@code
 * List<Edit> drawn = CutOut.paper().withFill(Fill.zero()).draw(48, 64, new SplittableRandom(1));
 * String line = EditJson.write(drawn);
 * List<Edit> again = EditJson.read(line);       // equal to the drawn ones
 * }</pre>
 */
public final class EditJson {
  private static final JavaType EDITS =
      RecordMapper.INSTANCE.getTypeFactory().constructCollectionType(List.class, Edit.class);

  private EditJson() {}

  /** The edits of one image as one line of JSON. */
  public static String write(List<Edit> edits) {
    try {
      return RecordMapper.INSTANCE.writerFor(EDITS).writeValueAsString(edits);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("edits cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * The edits that were written; painted on the same image with the same mean colour, they give the
   * same pixels.
   *
   * @throws IllegalArgumentException if the text is not JSON of edits, or a value is out of range
   */
  public static List<Edit> read(String json) {
    try {
      List<Edit> edits = RecordMapper.INSTANCE.readValue(json, EDITS);
      return List.copyOf(edits);
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException("json must be a list of edits: " + e.getMessage(), e);
    }
  }
}
