package dev.blindspot.train.report.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.blindspot.train.report.page.ResultsJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts markup into every text of a result, whatever records it is made of. */
public final class HostileTexts {
  private HostileTexts() {}

  /** Every text with {@code after} behind it. */
  public static RunResult everywhere(RunResult result, String after) {
    return everywhere(result, after, "");
  }

  /** Every text between two others; enum constants, which are not from data, stay. */
  public static RunResult everywhere(RunResult result, String after, String before) {
    ObjectMapper mapper = new ObjectMapper();
    try {
      JsonNode hostile = changed(mapper.readTree(ResultsJson.write(result)), after, before);
      return read(mapper.writeValueAsString(hostile));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A result from its text. */
  public static RunResult read(String json) {
    try {
      Path file = Files.createTempFile("result", ".json");
      try {
        return ResultsJson.read(Files.writeString(file, json));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode changed(JsonNode node, String after, String before) {
    if (node.isTextual() && !node.textValue().matches("[A-Z][A-Z_]+")) {
      return TextNode.valueOf(before + node.textValue() + after);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode changed = array.arrayNode();
      array.forEach(item -> changed.add(changed(item, after, before)));
      return changed;
    }
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(entry -> entry.setValue(changed(entry.getValue(), after, before)));
    }
    return node;
  }
}
