package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrast as WCAG 2.2 defines it: text 4.5 to 1 (AA), marks in charts 3 to 1. */
class PaletteTest {
  private static final Pattern COLOUR =
      Pattern.compile("--([a-z0-9-]+): light-dark\\(#(\\w{6}), #(\\w{6})\\)");

  private static final Pattern MIX =
      Pattern.compile("color-mix\\(in srgb, var\\(--(\\w+)\\) calc\\((\\d+)%");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void textCanBeRead(boolean dark) throws IOException {
    Map<String, String> palette = palette(dark);
    for (String ground : List.of("paper", "card", "sunken")) {
      for (String text : List.of("ink", "soft", "accent", "good", "bad")) {
        assertContrast(palette, text, ground, 4.5);
      }
    }
    assertContrast(palette, "good", "good-back", 4.5);
    assertContrast(palette, "bad", "bad-back", 4.5);
    assertContrast(palette, "open", "open-back", 4.5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void marksCanBeSeen(boolean dark) throws IOException {
    Map<String, String> palette = palette(dark);
    assertContrast(palette, "line-strong", "card", 3);
    for (int arm = 0; arm < 8; arm++) {
      assertContrast(palette, "arm-" + arm, "card", 3);
      assertContrast(palette, "arm-" + arm, "paper", 3);
    }
  }

  /** Cells of heat maps at their strongest, as the style sheet mixes them over a card. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void numbersOnHeatCanBeRead(boolean dark) throws IOException {
    Map<String, String> palette = palette(dark);
    Matcher heat = MIX.matcher(file("report.css"));
    int found = 0;
    while (heat.find()) {
      double part = Integer.parseInt(heat.group(2)) / 100.0;
      palette.put("heat", mixed(palette, heat.group(1), part));
      assertContrast(palette, "ink", "heat", 4.5);
      found++;
    }
    assertThat(found).isEqualTo(3);
  }

  private static String mixed(Map<String, String> palette, String front, double part) {
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < 6; i += 2) {
      int over = Integer.parseInt(palette.getOrDefault(front, "").substring(i, i + 2), 16);
      int under = Integer.parseInt(palette.getOrDefault("card", "").substring(i, i + 2), 16);
      mixed.append(String.format("%02x", Math.round(part * over + (1 - part) * under)));
    }
    return mixed.toString();
  }

  private static void assertContrast(
      Map<String, String> palette, String front, String back, double least) {
    double a = luminance(palette.getOrDefault(front, ""));
    double b = luminance(palette.getOrDefault(back, ""));
    double contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    assertThat(contrast).as("%s on %s", front, back).isGreaterThanOrEqualTo(least);
  }

  private static double luminance(String hex) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static Map<String, String> palette(boolean dark) throws IOException {
    Map<String, String> palette = new HashMap<>();
    Matcher matcher = COLOUR.matcher(file("palette.css"));
    while (matcher.find()) {
      palette.put(matcher.group(1), matcher.group(dark ? 3 : 2));
    }
    return palette;
  }

  private static String file(String name) throws IOException {
    try (InputStream css = PaletteTest.class.getResourceAsStream(name)) {
      assertThat(css).as(name).isNotNull();
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
