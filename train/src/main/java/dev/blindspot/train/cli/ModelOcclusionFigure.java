package dev.blindspot.train.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.cli.request.Actions.OcclusionBench;
import dev.blindspot.train.machine.ModelOcclusionSpeed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of {@code bench occlusion --model} as they are printed.
 *
 * @param asked the settings
 * @param result what was measured
 */
record ModelOcclusionFigure(OcclusionBench asked, ModelOcclusionSpeed.Result result) {

  String text() {
    return String.format(
        Locale.ROOT,
        """
        occlusion window %d, stride %d: %.2f ms per window (%d windows, median of %d maps), %s
                  plain inference %.2f ms per image: %.1f times faster than one plain pass per window
                  %s\
        """,
        asked.windowPx(),
        asked.stridePx(),
        result.msPerWindow(),
        result.windows(),
        result.maps(),
        result.engine(),
        result.plainMsPerImage(),
        result.plainMsPerImage() / result.msPerWindow(),
        result.reason());
  }

  String json() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", "occlusion");
    line.put("engine", result.engine());
    line.put("reason", result.reason());
    line.put("window", asked.windowPx());
    line.put("stride", asked.stridePx());
    line.put("windows", result.windows());
    line.put("ms_per_window", result.msPerWindow());
    line.put("plain_ms_per_image", result.plainMsPerImage());
    line.put("speedup", result.plainMsPerImage() / result.msPerWindow());
    line.put("maps", result.maps());
    line.put("conditions", result.conditions());
    try {
      return JsonMapper.builder().build().writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
