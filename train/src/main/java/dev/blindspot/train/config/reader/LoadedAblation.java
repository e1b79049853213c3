package dev.blindspot.train.config.reader;

import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.binding.ChoiceShape;
import dev.blindspot.train.config.binding.FieldsShape;
import dev.blindspot.train.config.binding.Shape;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.Problems;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlNode.Entry;
import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import dev.blindspot.train.config.yaml.YamlNode.ScalarNode;
import dev.blindspot.train.config.yaml.YamlNode.SequenceNode;
import dev.blindspot.train.config.yaml.YamlTree;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An ablation that was read and checked, and the run that it varies. */
public final class LoadedAblation {
  /** The only arm of a trial. */
  public static final String ARM = "trial";

  /** Between the ablation and the run, which follows as comments. */
  private static final String RUN_BELOW = "# the run that it varies:\n";

  private static final String COMMENT = "# ";

  private final AblationConfig config;
  private final Path folder;
  private final String resolvedYaml;
  private final MappingNode run;
  private final long dataSeed;
  private final List<Example> examples;

  /**
   * @param yaml the ablation with every value
   * @param run with what all trials have in common
   */
  LoadedAblation(
      AblationConfig config,
      Path folder,
      String yaml,
      MappingNode run,
      long dataSeed,
      List<Example> examples) {
    this.dataSeed = dataSeed;
    this.config = config;
    this.folder = folder;
    this.run = run;
    this.examples = List.copyOf(examples);
    this.resolvedYaml =
        yaml
            + RUN_BELOW
            + bound(run, 1, folder, new Problems())
                .resolvedYaml()
                .lines()
                .map(line -> COMMENT + line + "\n")
                .collect(Collectors.joining());
  }

  /**
   * A run that trials may have: with one value of the space, one part, or as it is.
   *
   * @param place where the value was written, with its key
   */
  public record Example(String place, RunConfig run) {}

  /** Every value, defaults included. */
  public AblationConfig config() {
    return config;
  }

  /** The ablation as YAML with every value, and below it the run that it varies. */
  public String resolvedYaml() {
    return resolvedYaml;
  }

  /** Whether the run that is varied says something else than null at a key such as training.l2. */
  public boolean runHas(String key) {
    YamlNode node = run;
    for (String part : key.split("\\.", -1)) {
      Entry entry = node instanceof MappingNode mapping ? mapping.entry(part) : null;
      if (entry == null) {
        return false;
      }
      node = entry.value();
    }
    return !node.isNull();
  }

  /** The run with each value of the space that is tried first, with each part, and as it is. */
  public List<Example> examples() {
    return examples;
  }

  /**
   * What two texts of {@link #resolvedYaml} differ in; settings of the run begin with "run.".
   *
   * @throws UserError if one of them is no such text
   */
  public static List<ConfigChange> changes(String before, String now) {
    List<ConfigChange> changes =
        new ArrayList<>(ConfigChange.between(ablationOf(before), ablationOf(now)));
    ConfigChange.between(runOf(before), runOf(now))
        .forEach(c -> changes.add(new ConfigChange("run." + c.key(), c.before(), c.now())));
    return changes;
  }

  private static String ablationOf(String resolved) {
    int end = resolved.indexOf(RUN_BELOW);
    return end < 0 ? resolved : resolved.substring(0, end);
  }

  private static String runOf(String resolved) {
    int end = resolved.indexOf(RUN_BELOW);
    return resolved
        .substring(end < 0 ? resolved.length() : end + RUN_BELOW.length())
        .lines()
        .map(line -> line.startsWith(COMMENT) ? line.substring(COMMENT.length()) : line)
        .collect(Collectors.joining("\n"));
  }

  /** The seed of the run that is varied: it decides which images are held out, in all trials. */
  public long dataSeed() {
    return dataSeed;
  }

  /**
   * The run of one trial: the base with one arm, {@value #ARM}.
   *
   * @param values settings of the run by key, each as YAML
   * @throws UserError when the values do not go together
   */
  public LoadedConfig trial(Map<String, String> values, long seed) {
    Problems problems = new Problems();
    MappingNode tree = run;
    for (Map.Entry<String, String> each : values.entrySet()) {
      Origin origin = new Origin(each.getKey() + "=" + each.getValue(), 0, 0, folder);
      YamlNode value = YamlTree.parse(each.getValue(), origin, problems);
      tree = with(tree, each.getKey(), value, origin);
    }
    return bound(tree, seed, folder, problems);
  }

  /** Whether a setting takes part when a setting above it has the given value. */
  public boolean isActive(String above, String aboveValue, String key) {
    YamlNode value = YamlTree.parse(aboveValue, Origin.NONE, new Problems());
    return isActive(above, value, key);
  }

  static boolean isActive(String above, YamlNode value, String key) {
    if (value.isNull()) {
      return false;
    }
    if (!(shapeAt(above) instanceof ChoiceShape)) {
      return true;
    }
    String option = key.substring(above.length() + 1).split("\\.", 2)[0];
    return value instanceof MappingNode mapping
        ? mapping.entry(option) != null
        : value instanceof ScalarNode word && word.text().equals(option);
  }

  static LoadedConfig bound(MappingNode tree, long seed, Path folder, Problems problems) {
    ScalarNode number = ScalarNode.plain(Long.toString(seed));
    MappingNode seeded = tree.without("seeds").with("seed", new Entry(Origin.NONE, number));
    return ConfigReader.run(seeded, folder, problems);
  }

  /** The tree with one key of the run replaced; one number for an interval means both its ends. */
  static MappingNode with(MappingNode tree, String key, YamlNode value, Origin origin) {
    YamlNode fitting =
        shapeAt(key) instanceof FieldsShape fields
                && fields.positional()
                && fields.keys().size() == 2
                && value instanceof ScalarNode
                && !value.isNull()
            ? new SequenceNode(List.of(value, value), value.origin())
            : value;
    YamlNode laid =
        TreeMerge.merge(
            ConfigModel.RUN,
            tree,
            ConfigLayers.nested(List.of(key.split("\\.", -1)), fitting, origin));
    return (MappingNode) laid;
  }

  private static @Nullable Shape shapeAt(String key) {
    Shape shape = ConfigModel.RUN;
    for (String part : key.split("\\.", -1)) {
      shape = shape == null ? null : shape.below(part);
    }
    return shape;
  }
}
