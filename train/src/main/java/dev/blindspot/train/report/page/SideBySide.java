package dev.blindspot.train.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.blindspot.train.evaluate.comparison.Comparison;
import dev.blindspot.train.evaluate.worst.WorstPlaceDifference;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.Findings;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.table.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several stored runs beside each other: all their arms, named after run and arm, and what the runs
 * differ in. Arms of one run were compared image by image; between runs there are only the figures
 * and their own intervals.
 *
 * @param runs two or more, with names that differ
 */
public record SideBySide(List<Named> runs) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String BETWEEN = " \u00b7 ";

  /**
   * A run under a name that no other run here has.
   *
   * @param name the run's name, with its place when two are called the same
   */
  public record Named(String name, RunResult result) {}

  /**
   * Something that the runs do not agree in.
   *
   * @param name what it is, such as {@code training.epochs}
   * @param values one per run, a dash where it has none
   */
  public record Row(String name, List<String> values) {}

  public SideBySide {
    runs = List.copyOf(runs);
    if (runs.size() < 2) {
      throw new IllegalArgumentException("runs must be two or more, were " + runs.size());
    }
    if (runs.stream().map(Named::name).distinct().count() < runs.size()) {
      throw new IllegalArgumentException(
          "runs must have names that differ, were " + runs.stream().map(Named::name).toList());
    }
  }

  /**
   * Runs by the place that each was read from; the texts are made visible.
   *
   * @param byPlace such as {@code runs/quickstart}, in the order of the columns
   */
  public static SideBySide of(Map<String, RunResult> byPlace) {
    List<Named> named = new ArrayList<>();
    byPlace.forEach(
        (place, result) -> {
          long alike = byPlace.values().stream().filter(r -> r.run().equals(result.run())).count();
          String name = alike == 1 ? result.run() : result.run() + " (" + place + ")";
          named.add(new Named(VisibleText.of(name), ResultsJson.visible(result)));
        });
    return new SideBySide(named);
  }

  /** Names of the runs. */
  public List<String> names() {
    return runs.stream().map(Named::name).toList();
  }

  /** All arms in one result; what belongs to a run as a whole is the first one's. */
  RunResult together() {
    RunResult first = runs.get(0).result();
    List<ArmResult> arms = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    List<WorstPlaceDifference> differences = new ArrayList<>();
    for (Named run : runs) {
      run.result().arms().forEach(arm -> arms.add(renamed(arm, run.name() + BETWEEN + arm.name())));
      String of = run.name() + BETWEEN;
      run.result()
          .comparisons()
          .forEach(c -> comparisons.add(c.named(of + c.arm(), of + c.reference())));
      run.result()
          .worstPlaceDifferences()
          .forEach(d -> differences.add(d.named(of + d.arm(), of + d.reference())));
    }
    return new RunResult(
        first.schema(),
        String.join(" and ", names()),
        runs.stream().map(run -> run.result().created()).max(String::compareTo).orElseThrow(),
        first.toolVersion(),
        first.gitCommit(),
        "",
        first.seed(),
        first.environment(),
        first.data(),
        arms,
        comparisons,
        List.of(),
        first.timing(),
        List.of(),
        first.seeds(),
        Findings.NONE,
        null,
        null,
        differences);
  }

  private static ArmResult renamed(ArmResult arm, String name) {
    return new ArmResult(
        name,
        arm.augmentation(),
        arm.history(),
        arm.bestEpoch(),
        arm.validation(),
        arm.test(),
        arm.occlusion(),
        arm.maps(),
        arm.trainSeconds(),
        null,
        arm.robustness(),
        arm.seeds());
  }

  /** What a reader must know before comparing, one sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (differ(r -> r.data().contentHash())) {
      warnings.add(
          "The runs used different images (their content hashes differ): figures can be read side"
              + " by side, but a difference may come from the images.");
    }
    if (differ(r -> r.data().classes())) {
      warnings.add("The runs know different classes: their figures answer different questions.");
    }
    if (differ(r -> occlusionOf(r.reference()))) {
      warnings.add(
          "Parts were hidden in different ways (fill, fractions or places): the occlusion curves"
              + " cannot be compared.");
    }
    if (runs.stream()
            .map(run -> squaresOf(run.result().reference()))
            .filter(squares -> !squares.isEmpty())
            .distinct()
            .count()
        > 1) {
      warnings.add(
          "Squares were hidden in different ways (number of images, fill, sides or places): figures"
              + " at the worst place cannot be compared.");
    }
    return warnings;
  }

  private static List<?> squaresOf(ArmResult arm) {
    return arm.robustness().worstPlace().stream()
        .map(
            w ->
                List.of(
                    w.fill(),
                    w.images(),
                    w.points().stream().map(p -> List.of(p.side(), p.places())).toList()))
        .toList();
  }

  private static List<?> occlusionOf(ArmResult arm) {
    return List.of(
        arm.occlusion().position(),
        arm.occlusion().fill(),
        arm.occlusion().draws(),
        arm.occlusion().points().stream().map(p -> p.fraction()).toList());
  }

  private boolean differ(Function<RunResult, Object> of) {
    return runs.stream().map(run -> of.apply(run.result())).distinct().count() > 1;
  }

  /** The claims of every run: each run is a family of its own for Holm's correction. */
  List<String> families() {
    return runs.stream()
        .map(run -> Page.claims(run.result().comparisons().size()) + " of " + run.name())
        .toList();
  }

  /** Facts of the runs, whether they differ or not. */
  public List<Row> facts() {
    return List.of(
        row("Made", RunResult::created),
        row("Blindspot", RunResult::toolVersion),
        row("Git commit", r -> r.gitCommit() == null ? "unknown" : r.gitCommit()),
        row(
            "Seeds",
            r -> r.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))),
        row("Images", r -> r.data().source()),
        row("Content hash", r -> r.data().contentHash()),
        row("Test images", r -> Numbers.count(r.reference().test().images())),
        row("Input", r -> r.data().inputWidth() + " \u00d7 " + r.data().inputHeight()),
        row("Processor", r -> r.environment().cpu()),
        row("Time", r -> Numbers.duration(r.timing().totalSeconds())));
  }

  private Row row(String name, Function<RunResult, String> value) {
    return new Row(name, runs.stream().map(run -> value.apply(run.result())).toList());
  }

  /** Settings whose values differ between the runs, by their YAML path. */
  public List<Row> settings() {
    List<Map<String, String>> all =
        runs.stream().map(run -> settings(run.result().configuration())).toList();
    Set<String> keys = new TreeSet<>();
    all.forEach(settings -> keys.addAll(settings.keySet()));
    List<Row> rows = new ArrayList<>();
    for (String key : keys) {
      List<String> values = all.stream().map(s -> s.getOrDefault(key, Numbers.NONE)).toList();
      if (new LinkedHashSet<>(values).size() > 1) {
        rows.add(new Row(key, values));
      }
    }
    return rows;
  }

  private static Map<String, String> settings(String yaml) {
    Map<String, String> leaves = new LinkedHashMap<>();
    try {
      collect("", YAML.readTree(yaml), leaves);
    } catch (JsonProcessingException e) {
      // a stored text that is no YAML has no settings to compare; the facts above still differ
      leaves.clear();
    }
    return leaves;
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              e ->
                  collect(
                      path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), leaves));
    } else if (!path.isEmpty()) {
      leaves.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
  }
}
