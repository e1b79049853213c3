package dev.blindspot.augment.json;

import dev.blindspot.augment.edit.Edit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Drawn edits as text: logged in one run, painted again in another. */
public final class EditJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private EditJson() {}

  /** The edits of one image as one line of JSON. */
  public static String write(List<Edit> edits) {
    return RecordJson.write(edits).toString();
  }

  /**
   * The edits that were written; painted on the same image with the same mean colour, they give the
   * same pixels.
   *
   * @throws IllegalArgumentException if the text is no JSON of edits, or a value is out of range
   */
  public static List<Edit> read(String json) {
    List<Edit> edits = new ArrayList<>();
    for (JsonNode edit : array(json)) {
      edits.add((Edit) RecordJson.read(edit, Edit.class));
    }
    return List.copyOf(edits);
  }

  private static JsonNode array(String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (tree != null && tree.isArray()) {
        return tree;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("json must be a list of edits: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("json must be a list of edits, was '" + json + "'");
  }
}
