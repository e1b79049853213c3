package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.explain.engine.LayerTimes;
import dev.blindspot.explain.onednn.graph.MultiplicationPeak;
import dev.blindspot.explain.onednn.graph.StepTime;
import dev.blindspot.explain.onednn.primitive.Algorithm;
import dev.blindspot.train.machine.LayerSpeed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerFiguresTest {
  private static final Map<String, Object> CONDITIONS =
      Map.of("model", "VGG16", "input", 32, "batch", 4);

  /** Two images at once; 2 GFLOP/s of direct convolution, 5 of matrices. */
  private static LayerFigures figures() {
    StepTime convolution =
        new StepTime(
            "convolution 3x3, relu",
            List.of(2L, 16L, 32L, 32L),
            List.of(2L, 64L, 32L, 32L),
            Optional.of(Algorithm.WINOGRAD),
            "jit_wino_4x3:avx512_core",
            8_000_000,
            0.006,
            0.008);
    StepTime pool =
        new StepTime(
            "max pooling 2x2, stride 2",
            List.of(2L, 64L, 32L, 32L),
            List.of(2L, 64L, 16L, 16L),
            Optional.empty(),
            "jit:avx512_core",
            0,
            0.002,
            0.002);
    MultiplicationPeak matrices = new MultiplicationPeak(5, "two matrices");
    LayerTimes times = new LayerTimes(2, List.of(convolution, pool), 0.0045, matrices);
    return new LayerFigures(new LayerSpeed.Result(times, "one chain", 15, CONDITIONS));
  }

  @Test
  void theTableHasARowForEachLayerAndTheSums() {
    List<String> lines =
        figures().text().stream().map(line -> line.replaceAll(" +", " ").strip()).toList();
    assertThat(lines)
        .containsExactly(
            "VGG16, 32 pixels, batch 4, 2 at once: per image, medians of 15",
            "layer input output algorithm code ms share GFLOP GFLOP/s direct ms",
            "convolution 3x3, relu 16x32x32 64x32x32 winograd jit_wino_4x3:avx512_core 3.000 75.0%"
                + " 0.0080 2.7 4.000",
            "max pooling 2x2, stride 2 64x32x32 64x16x16 jit:avx512_core 1.000 25.0%",
            "all layers 4.000 ms; 5.000 if every convolution were direct",
            "whole network 4.500 ms, with pixels scaled and features converted",
            "floor 1.600 ms: 0.008 GFLOP of direct convolution at the peak of 5.0 GFLOP/s",
            "peak measured by two matrices",
            "GFLOP are those of direct convolution: Winograd's multiplies less, and may pass the"
                + " peak");
  }

  @Test
  void jsonHasALineForEachLayerAndOneForTheNetwork() throws Exception {
    List<String> lines = figures().json();
    assertThat(lines).hasSize(3);
    JsonNode layer = read(lines.get(0));
    assertThat(layer.get("name").asText()).isEqualTo("layer");
    assertThat(layer.get("input").toString()).isEqualTo("[16,32,32]");
    assertThat(layer.get("output").toString()).isEqualTo("[64,32,32]");
    assertThat(layer.get("algorithm").asText()).isEqualTo("winograd");
    assertThat(layer.get("ms_per_image").asDouble()).isCloseTo(3, within(1e-9));
    assertThat(layer.get("direct_ms_per_image").asDouble()).isCloseTo(4, within(1e-9));
    assertThat(layer.get("gflop").asDouble()).isCloseTo(0.008, within(1e-9));
    assertThat(layer.get("gflops").asDouble()).isCloseTo(8.0 / 3, within(1e-9));
    JsonNode network = read(lines.get(2));
    assertThat(network.get("name").asText()).isEqualTo("layers");
    assertThat(network.get("layers").asInt()).isEqualTo(2);
    assertThat(network.get("layers_ms_per_image").asDouble()).isCloseTo(4, within(1e-9));
    assertThat(network.get("ms_per_image").asDouble()).isCloseTo(4.5, within(1e-9));
    assertThat(network.get("floor_ms_per_image").asDouble()).isCloseTo(1.6, within(1e-9));
    assertThat(network.get("peak_method").asText()).isEqualTo("two matrices");
    assertThat(network.get("conditions").get("batch").asInt()).isEqualTo(4);
  }

  private static JsonNode read(String line) throws Exception {
    return JsonMapper.builder().build().readTree(line);
  }

  @Test
  void whereLayersCannotBeToldApartASentenceSaysWhy() throws Exception {
    LayerFigures none =
        new LayerFigures(new LayerSpeed.Result(null, "switched off", 0, CONDITIONS));
    assertThat(none.text()).containsExactly("layers are not timed one by one: switched off");
    assertThat(none.json()).hasSize(1);
    JsonNode line = read(none.json().get(0));
    assertThat(line.get("reason").asText()).isEqualTo("switched off");
    assertThat(line.has("ms_per_image")).isFalse();
  }
}
