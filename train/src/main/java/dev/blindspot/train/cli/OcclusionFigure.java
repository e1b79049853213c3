package dev.blindspot.train.cli;

import dev.blindspot.train.cli.request.Actions.OcclusionBench;
import dev.blindspot.train.machine.OcclusionSpeed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of {@code bench occlusion} as they are printed.
 *
 * @param asked the settings
 * @param result what was measured
 */
record OcclusionFigure(OcclusionBench asked, OcclusionSpeed.Result result) {

  String text() {
    return String.format(
        Locale.ROOT,
        """
        occlusion window %d, stride %d: %.2f ms per window (%d windows, median of %d maps), %s
                  plain inference %.2f ms per image, by layers %.2f: %.1f times faster than one plain pass per window
                  floor %.2f ms per window at %.0f GFLOP/s of the convolutions: %.2f times the floor
                  largest difference to full inference %.2g, where the largest drop is %.2g\
        """,
        asked.windowPx(),
        asked.stridePx(),
        result.msPerWindow(),
        result.windows(),
        result.maps(),
        result.engine(),
        result.plainMsPerImage(),
        result.layersMsPerImage(),
        result.plainMsPerImage() / result.msPerWindow(),
        result.floorMsPerWindow(),
        result.floor().gflops(),
        result.msPerWindow() / result.floorMsPerWindow(),
        result.maxAbsDiff(),
        result.maxDrop());
  }

  String json() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", "occlusion");
    line.put("engine", result.engine());
    line.put("window", asked.windowPx());
    line.put("stride", asked.stridePx());
    line.put("windows", result.windows());
    line.put("ms_per_window", result.msPerWindow());
    line.put("max_abs_diff", result.maxAbsDiff());
    line.put("max_drop", result.maxDrop());
    line.put("plain_ms_per_image", result.plainMsPerImage());
    line.put("layers_ms_per_image", result.layersMsPerImage());
    line.put("speedup", result.plainMsPerImage() / result.msPerWindow());
    line.put("floor_ms_per_window", result.floorMsPerWindow());
    line.put("times_floor", result.msPerWindow() / result.floorMsPerWindow());
    line.put("convolution_gflops", result.floor().gflops());
    line.put("multiply_adds", result.floor().multiplyAdds());
    line.put("maps", result.maps());
    line.put("conditions", result.conditions());
    return JsonLine.of(line);
  }
}
