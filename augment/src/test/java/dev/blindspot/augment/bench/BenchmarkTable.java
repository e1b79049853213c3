package dev.blindspot.augment.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Turns JMH's results into a Markdown table, beside the fastest figures of other libraries where
 * there are any. Arguments: JMH's JSON file, the table, and optionally the other libraries'
 * figures: one JSON object per line with {@code name}, {@code lib}, {@code layout}, {@code copy}
 * and {@code median} in microseconds per image. A library that works in place is set beside our
 * time in place, one that returns another image beside our time with a copy; an asterisk marks
 * those of which a third is less than a bare copy of the image takes.
 */
public final class BenchmarkTable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The other libraries' names of what is measured. */
  private static final Map<String, List<String>> PEERS =
      Map.ofEntries(
          Map.entry("cutout56/zero", List.of("cutout56", "cutout56_by_random_erasing")),
          Map.entry("cutout56/mean", List.of("cutout56", "cutout56_by_random_erasing")),
          Map.entry("cutout56/pixel-uniform", List.of("cutout56_noise")),
          Map.entry("cutout24x32/zero", List.of("coarse_dropout_24x32")),
          Map.entry("erasing/zero", List.of("random_erasing_const")),
          Map.entry("erasing/mean", List.of("random_erasing_const")),
          Map.entry("erasing/pixel-uniform", List.of("random_erasing_noise")),
          Map.entry("erasing/pixel-normal", List.of("random_erasing_noise")),
          Map.entry("hide-and-seek16/zero", List.of("hide_and_seek_g16")),
          Map.entry("hide-and-seek32/zero", List.of("hide_and_seek_g32")),
          Map.entry("hide-and-seek56/zero", List.of("hide_and_seek_g56")),
          Map.entry("grid-mask56-upright/zero", List.of("grid_dropout_u56")),
          Map.entry("mixup/per-batch", List.of("mixup_b32", "mixup_b32_batch")),
          Map.entry("mixup/per-pair", List.of("mixup_b32", "mixup_b32_elem")),
          Map.entry("cutmix/per-batch", List.of("cutmix_b32", "cutmix_b32_batch")),
          Map.entry("cutmix/per-pair", List.of("cutmix_b32", "cutmix_b32_elem")));

  /** Another library's figure; {@code copies} tells whether its result is a new image. */
  private record Peer(String name, String library, String layout, boolean copies, double micros) {
    @Override
    public String toString() {
      return "%s %s".formatted(BenchmarkTable.micros(micros), library);
    }
  }

  /** Times in microseconds by the measurement's name, and bytes per image. */
  private record Line(Map<String, Double> micros, Map<String, Double> bytes) {
    double time(String measured) {
      return micros.getOrDefault(measured, Double.NaN);
    }
  }

  private BenchmarkTable() {}

  /** Writes the table. */
  public static void main(String[] args) throws IOException {
    List<Peer> peers = args.length > 2 ? peers(Path.of(args[2])) : List.of();
    Map<String, Line> lines = lines(MAPPER.readTree(Path.of(args[0]).toFile()));
    StringBuilder table = new StringBuilder();
    table.append("| method / fill | type | in place | fastest other | factor | as a copy |");
    table.append(" fastest other | factor | as a new array | painting | copy of the same pixels |");
    table.append(" painting / copy | bytes allocated |\n");
    table.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    lines.forEach((key, line) -> table.append(row(key, line, peers, bareCopy(key, lines))));
    Files.writeString(Path.of(args[1]), table);
  }

  /** Time of a bare copy of a whole image of the same type. */
  private static double bareCopy(String key, Map<String, Line> lines) {
    Line bare = lines.get(CopyBenchmark.NAME + key.substring(key.indexOf(' ')));
    return bare == null ? Double.NaN : bare.time("drawAndPaintCopy");
  }

  private static List<Peer> peers(Path file) throws IOException {
    List<Peer> peers = new ArrayList<>();
    for (String text : Files.readAllLines(file)) {
      JsonNode json = MAPPER.readTree(text);
      if (json.has("median") && json.has("lib")) {
        peers.add(
            new Peer(
                json.get("name").asText(),
                json.get("lib").asText(),
                json.path("layout").asText(),
                json.path("copy").asBoolean(),
                json.get("median").asDouble()));
      }
    }
    return peers;
  }

  private static Map<String, Line> lines(JsonNode results) {
    Map<String, Line> lines = new TreeMap<>();
    for (JsonNode result : results) {
      String[] name = result.get("benchmark").asText().split("\\.", -1);
      JsonNode params = result.path("params");
      String key =
          params.path("subject").asText(CopyBenchmark.NAME)
              + " "
              + params.path("type").asText("float32");
      Line line = lines.computeIfAbsent(key, k -> new Line(new TreeMap<>(), new TreeMap<>()));
      String measured = name[name.length - 1];
      line.micros().put(measured, result.path("primaryMetric").path("score").asDouble());
      result
          .path("secondaryMetrics")
          .fields()
          .forEachRemaining(
              metric -> {
                if (metric.getKey().endsWith("gc.alloc.rate.norm")) {
                  line.bytes().put(measured, metric.getValue().path("score").asDouble());
                }
              });
    }
    return lines;
  }

  private static String row(String key, Line line, List<Peer> peers, double bareCopy) {
    String subject = key.substring(0, key.indexOf(' '));
    String type = key.substring(key.indexOf(' ') + 1);
    double inPlace = line.time("drawAndPaintInPlace");
    double copy = line.time("drawAndPaintCopy");
    double painting = line.time("paintInPlace");
    double copying = line.time("copyTouched");
    Optional<Peer> other = fastest(subject, type, false, peers);
    Optional<Peer> copies = fastest(subject, type, true, peers);
    boolean barred = copies.isPresent() && copies.get().micros() / 3 < bareCopy;
    List<String> cells =
        List.of(
            subject,
            type,
            micros(inPlace),
            other.map(Peer::toString).orElse(""),
            other.map(peer -> number("%.1f", peer.micros() / inPlace)).orElse(""),
            micros(copy),
            copies.map(Peer::toString).orElse(""),
            copies.map(peer -> number("%.1f", peer.micros() / copy)).orElse("")
                + (barred ? " *" : ""),
            micros(line.time("drawAndPaintNew")),
            micros(painting),
            copies(subject) ? micros(copying) : "",
            copies(subject) ? number("%.1f", painting / copying) : "",
            number("%.0f", line.bytes().getOrDefault("paintInPlace", Double.NaN)));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** Whether the touched pixels are known: an image patch may come from a place that is alike. */
  private static boolean copies(String subject) {
    return !subject.endsWith("image-patch");
  }

  private static Optional<Peer> fastest(
      String subject, String type, boolean copies, List<Peer> peers) {
    List<String> names = PEERS.getOrDefault(subject, List.of());
    String layout = type.equals("uint8") ? "u8" : "f32";
    return peers.stream()
        .filter(peer -> names.contains(peer.name()) && peer.layout().startsWith(layout))
        .filter(peer -> !peer.library().equals("own") || subject.startsWith("hide-and-seek"))
        .filter(peer -> peer.copies() == copies)
        .min(Comparator.comparingDouble(Peer::micros));
  }

  private static String micros(double value) {
    return number("%.2f", value);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
