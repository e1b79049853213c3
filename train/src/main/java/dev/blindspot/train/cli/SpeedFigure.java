package dev.blindspot.train.cli;

import dev.blindspot.train.machine.SpeedTest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A figure of {@code bench} as it is printed. */
record SpeedFigure(SpeedTest.Figure measured) {

  String text() {
    String line =
        String.format(
            Locale.ROOT,
            "%-9s %-7s batch %3d  %8.2f ms per image  (%.1f images/s, median of %d)",
            measured.name(),
            measured.variant(),
            measured.batch(),
            measured.msPerImage(),
            1000 / measured.msPerImage(),
            measured.steps());
    return measured.conditions().get("cost_ratio") instanceof Double ratio
        ? line + String.format(Locale.ROOT, "\n          %.3f times the bare forward passes", ratio)
        : line;
  }

  String json() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", measured.name());
    line.put("variant", measured.variant());
    line.put("batch", measured.batch());
    line.put("ms_per_image", measured.msPerImage());
    line.put("steps", measured.steps());
    line.put("conditions", measured.conditions());
    return JsonLine.of(line);
  }
}
