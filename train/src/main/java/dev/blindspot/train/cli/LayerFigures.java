package dev.blindspot.train.cli;

import dev.blindspot.explain.engine.LayerTimes;
import dev.blindspot.explain.onednn.graph.MultiplicationPeak;
import dev.blindspot.explain.onednn.graph.StepTime;
import dev.blindspot.explain.onednn.primitive.Algorithm;
import dev.blindspot.train.machine.LayerSpeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The figures of {@code bench layers} as they are printed, per image.
 *
 * @param result what was measured
 */
record LayerFigures(LayerSpeed.Result result) {
  private static final String COLUMNS = "%-40s %-13s %-13s %-9s %-28s %9s %6s %9s %9s %9s";

  /** A table with the sums behind it, or one sentence where there is nothing to tell. */
  List<String> text() {
    LayerTimes times = result.times();
    if (times == null) {
      return List.of("layers are not timed one by one: " + result.reason());
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s pixels, batch %s, %d at once: per image, medians of %d"
            .formatted(
                condition("model"),
                condition("input"),
                condition("batch"),
                times.images(),
                result.rounds()));
    lines.add(
        COLUMNS.formatted(
            "layer",
            "input",
            "output",
            "algorithm",
            "code",
            "ms",
            "share",
            "GFLOP",
            "GFLOP/s",
            "direct ms"));
    times.layers().forEach(layer -> lines.add(row(times, layer)));
    lines.addAll(sums(times));
    return lines;
  }

  private String condition(String name) {
    return String.valueOf(result.conditions().get(name));
  }

  private static String row(LayerTimes times, StepTime layer) {
    double gflop = gflop(layer) / times.images();
    double seconds = layer.seconds() / times.images();
    return COLUMNS.formatted(
        layer.operation(),
        size(layer.source()),
        size(layer.output()),
        algorithm(layer),
        layer.implementation(),
        number("%.3f", seconds * 1e3),
        number("%.1f%%", 100 * seconds / times.layerSecondsPerImage()),
        gflop == 0 ? "" : number("%.4f", gflop),
        gflop == 0 ? "" : number("%.1f", gflop / seconds),
        isWinograd(layer) ? number("%.3f", layer.directSeconds() / times.images() * 1e3) : "");
  }

  private static List<String> sums(LayerTimes times) {
    MultiplicationPeak peak = times.peak();
    return List.of(
        String.format(
            Locale.ROOT,
            "all layers     %9.3f ms; %.3f if every convolution were direct",
            times.layerSecondsPerImage() * 1e3,
            times.directSecondsPerImage() * 1e3),
        String.format(
            Locale.ROOT,
            "whole network  %9.3f ms, with pixels scaled and features converted",
            times.secondsPerImage() * 1e3),
        String.format(
            Locale.ROOT,
            "floor          %9.3f ms: %.3f GFLOP of direct convolution at the peak of %.1f GFLOP/s",
            times.floorSecondsPerImage() * 1e3,
            2 * times.multiplicationsPerImage() / 1e9,
            peak.gflops()),
        "peak           measured by " + peak.method(),
        "GFLOP are those of direct convolution: Winograd's multiplies less, and may pass the peak");
  }

  /** One line for each layer, then one for the network. */
  List<String> json() {
    List<String> lines = new ArrayList<>();
    LayerTimes times = result.times();
    if (times != null) {
      for (int i = 0; i < times.layers().size(); i++) {
        lines.add(JsonLine.of(row(times, i)));
      }
    }
    lines.add(JsonLine.of(network(times)));
    return lines;
  }

  private static Map<String, Object> row(LayerTimes times, int index) {
    StepTime layer = times.layers().get(index);
    double seconds = layer.seconds() / times.images();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", "layer");
    line.put("index", index);
    line.put("operation", layer.operation());
    line.put("input", layer.source().subList(1, layer.source().size()));
    line.put("output", layer.output().subList(1, layer.output().size()));
    line.put("algorithm", algorithm(layer));
    line.put("implementation", layer.implementation());
    line.put("ms_per_image", seconds * 1e3);
    line.put("share", seconds / times.layerSecondsPerImage());
    line.put("gflop", gflop(layer) / times.images());
    line.put("gflops", gflop(layer) / layer.seconds());
    line.put("direct_ms_per_image", layer.directSeconds() / times.images() * 1e3);
    return line;
  }

  private Map<String, Object> network(@Nullable LayerTimes times) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", "layers");
    line.put("reason", result.reason());
    if (times != null) {
      line.put("layers", times.layers().size());
      line.put("images_at_once", times.images());
      line.put("layers_ms_per_image", times.layerSecondsPerImage() * 1e3);
      line.put("direct_ms_per_image", times.directSecondsPerImage() * 1e3);
      line.put("ms_per_image", times.secondsPerImage() * 1e3);
      line.put("floor_ms_per_image", times.floorSecondsPerImage() * 1e3);
      line.put("gflop", 2 * times.multiplicationsPerImage() / 1e9);
      line.put("peak_gflops", times.peak().gflops());
      line.put("peak_method", times.peak().method());
      line.put("rounds", result.rounds());
    }
    line.put("conditions", result.conditions());
    return line;
  }

  /** 10^9 multiplications and additions of a call. */
  private static double gflop(StepTime layer) {
    return 2 * layer.multiplications() / 1e9;
  }

  private static boolean isWinograd(StepTime layer) {
    return layer.algorithm().equals(Optional.of(Algorithm.WINOGRAD));
  }

  private static String algorithm(StepTime layer) {
    return layer.algorithm().map(a -> a.name().toLowerCase(Locale.ROOT)).orElse("");
  }

  /** Of one image: 64x224x224. */
  private static String size(List<Long> sizes) {
    return sizes.stream().skip(1).map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
