package dev.blindspot.train.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Figures of {@code bench} for other programs: one object in one line. */
final class JsonLine {
  private JsonLine() {}

  static String of(Map<String, Object> figures) {
    try {
      return JsonMapper.builder().build().writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures are numbers and texts", e);
    }
  }
}
