package dev.blindspot.train.config.reader;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.EvaluationConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.SearchConfig;
import dev.blindspot.train.config.SpaceConfig;
import dev.blindspot.train.config.binding.FieldsShape;
import dev.blindspot.train.config.binding.TextShape;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.Problems;
import dev.blindspot.train.config.yaml.SpellingSuggestions;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlNode.Entry;
import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import dev.blindspot.train.config.yaml.YamlTree;
import dev.blindspot.train.config.yaml.YamlValue;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads an ablation's YAML file. The values of its space are tried on the run that it varies, so
 * that a mistake in them is told at their line before anything is trained.
 */
public final class AblationReader {
  private final Problems problems = new Problems();
  private final Path folder;
  private final List<LoadedAblation.Example> examples = new ArrayList<>();
  private long dataSeed;
  private AblationConfig.Objective objective = AblationConfig.Objective.OCCLUSION_AUC;

  private AblationReader(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a file, with {@code sets} laid over it as {@link ConfigReader#read} does.
   *
   * @throws UserError with every mistake
   */
  public static LoadedAblation read(Path file, List<String> sets) {
    return new AblationReader(ConfigReader.folderOf(file)).load(file, sets);
  }

  private LoadedAblation load(Path file, List<String> sets) {
    FieldsShape shape = ConfigModel.fields(AblationConfig.class);
    ConfigLayers layers = new ConfigLayers(shape, problems);
    YamlNode tree = layers.with(layers.file(file), sets);
    AblationConfig checked =
        problems.checked((AblationConfig) shape.bind(tree, new ConfigPath("", folder, problems)));
    MappingNode written = (MappingNode) tree;
    requireWhatIsTried(checked, written);
    MappingNode run = common(checked, written, base(checked, written));
    Entry base = Objects.requireNonNull(written.entry("base"), "a required key");
    objective = checked.objective();
    tryOne(run, "base", Map.of(), base.origin());
    problems.throwIfAny();
    tryValues(checked, written, run);
    String yaml =
        ConfigWriter.print(shape.write(checked, path -> TextShape.Paths.absolute(path, folder)));
    return new LoadedAblation(checked, folder, yaml, run, dataSeed, examples);
  }

  private void requireWhatIsTried(AblationConfig config, MappingNode written) {
    SearchConfig search = config.search();
    boolean ofParts =
        search instanceof SearchConfig.LeaveOneOut || search instanceof SearchConfig.AddOneIn;
    Entry chosen = Objects.requireNonNull(written.entry("search"), "a required key");
    if (ofParts ? config.parts().isEmpty() : config.space().isEmpty()) {
      String needed = ofParts ? "parts" : "space";
      problems.add(chosen.origin(), "search", "needs '" + needed + "', which names nothing");
    }
    if (ofParts ? !config.space().isEmpty() : !config.parts().isEmpty()) {
      String useless = ofParts ? "space" : "parts";
      Entry entry = Objects.requireNonNull(written.entry(useless), "a filled key");
      problems.add(entry.origin(), useless, "is not used by this search: take it away");
    }
    problems.throwIfAny();
  }

  /** The run with the chosen arm as its only one, and that arm's sections as the run's own. */
  private MappingNode base(AblationConfig config, MappingNode written) {
    Path file = folder.resolve(config.base()).normalize();
    YamlNode read = new ConfigLayers(ConfigModel.RUN, problems).file(file);
    dataSeed = problems.checked(ConfigReader.bound(read, folder, problems)).seed();
    MappingNode run = (MappingNode) read;
    MappingNode arms = (MappingNode) Objects.requireNonNull(run.entry("arms")).value();
    String wanted = config.arm();
    String name = wanted == null ? arms.entries().keySet().iterator().next() : wanted;
    Entry arm = arms.entry(name);
    if (arm == null) {
      Entry key = Objects.requireNonNull(written.entry("arm"));
      String hint = SpellingSuggestions.forWord(name, arms.entries().keySet());
      throw new UserError(
          key.origin() + ": arm: is not an arm of " + file + ": '" + name + "'" + hint);
    }
    return onlyArm(run, arm);
  }

  private static MappingNode onlyArm(MappingNode run, Entry arm) {
    MappingNode own = (MappingNode) TreeMerge.merge(ConfigModel.RUN, run, arm.value());
    MappingNode only =
        MappingNode.empty(arm.origin())
            .with(LoadedAblation.ARM, new Entry(arm.origin(), MappingNode.empty(arm.origin())));
    return own.with("arms", new Entry(arm.origin(), only));
  }

  /** With what all trials have in common. */
  private MappingNode common(AblationConfig config, MappingNode written, MappingNode run) {
    MappingNode result = run;
    for (Map.Entry<String, YamlValue> each : config.set().entrySet()) {
      Origin origin = keyOrigin(written, "set", each.getKey());
      refuseShared(each.getKey(), origin);
      result = LoadedAblation.with(result, each.getKey(), each.getValue().node(), origin);
    }
    return result;
  }

  private void tryValues(AblationConfig config, MappingNode written, MappingNode run) {
    for (Map.Entry<String, SpaceConfig> each : config.space().entrySet()) {
      Origin origin = keyOrigin(written, "space", each.getKey());
      refuseShared(each.getKey(), origin);
      for (String value : each.getValue().examples()) {
        Map<String, YamlNode> values = above(config, each.getKey(), origin);
        values.put(each.getKey(), YamlTree.parse(value, origin, problems));
        tryOne(run, each.getKey(), values, origin);
      }
    }
    config
        .parts()
        .forEach(
            (part, of) -> {
              Origin origin = keyOrigin(written, "parts", part);
              Map<String, YamlNode> values = new LinkedHashMap<>();
              of.forEach((key, value) -> values.put(key, value.node()));
              values.keySet().forEach(key -> refuseShared(key, origin));
              tryOne(run, part, values, origin);
            });
    problems.throwIfAny();
  }

  /** What decides over the trial itself cannot be varied in it. */
  private void refuseShared(String key, Origin origin) {
    String first = key.split("\\.", 2)[0];
    if (List.of("name", "seed", "seeds", "arms").contains(first)) {
      problems.add(
          origin,
          key,
          "cannot be set here: 'arm' and 'seeds' of the ablation decide over it, and keys such as"
              + " augmentation.cutout are the arm's");
    }
  }

  /** Values of the settings above a key under which it takes part. */
  private Map<String, YamlNode> above(AblationConfig config, String key, Origin origin) {
    Map<String, YamlNode> values = new LinkedHashMap<>();
    List<String> seen = new ArrayList<>();
    for (Map.Entry<String, SpaceConfig> each : config.space().entrySet()) {
      seen.add(each.getKey());
      if (!key.startsWith(each.getKey() + ".")) {
        continue;
      }
      if (seen.contains(key)) {
        problems.add(origin, key, "must come after '" + each.getKey() + "', which decides over it");
      }
      Optional<YamlNode> chosen =
          each.getValue().examples().stream()
              .map(text -> YamlTree.parse(text, Origin.NONE, problems))
              .filter(value -> LoadedAblation.isActive(each.getKey(), value, key))
              .findFirst();
      if (chosen.isEmpty()) {
        problems.add(origin, key, "takes part with no value of '" + each.getKey() + "'");
      }
      chosen.ifPresent(value -> values.put(each.getKey(), value));
    }
    return values;
  }

  private void tryOne(MappingNode run, String key, Map<String, YamlNode> values, Origin origin) {
    MappingNode tree = run;
    for (Map.Entry<String, YamlNode> value : values.entrySet()) {
      tree =
          LoadedAblation.with(tree, value.getKey(), atEveryPlace(value.getValue(), origin), origin);
    }
    RunConfig trial = ConfigReader.bound(tree, folder, problems);
    if (trial != null) {
      examples.add(new LoadedAblation.Example(origin + ": " + key, trial));
      refuseTrainedFill(trial, key, origin);
      requireObjective(trial, key, origin);
    }
  }

  private void requireObjective(RunConfig trial, String key, Origin origin) {
    if (objective == AblationConfig.Objective.WORST_PLACE
        && trial.evaluation().worstPlace().images() == 0) {
      problems.add(
          origin,
          key,
          "would not measure the objective worst-place: set evaluation.worstPlace.images (under set:) to the number of images that it is measured on, such as 64");
    }
  }

  /** Measuring with a fill of the training would measure memory in every such trial. */
  private void refuseTrainedFill(RunConfig trial, String key, Origin origin) {
    EvaluationConfig evaluation = trial.evaluation();
    List<Fill> same = new ArrayList<>(evaluation.allFills());
    same.retainAll(trial.arms().values().iterator().next().augmentation().fills());
    if (!same.isEmpty() && evaluation.seenInTraining() == EvaluationConfig.SeenInTraining.REFUSE) {
      problems.add(
          origin,
          key,
          "would train with the fill '%s', which the evaluation measures with too: name other fills in evaluation.fills (under set:), or have it measured and said by evaluation.seenInTraining: allow"
              .formatted(same.get(0)));
    }
  }

  private static YamlNode atEveryPlace(YamlNode node, Origin origin) {
    return node.origin().line() == 0 ? node.at(origin) : node;
  }

  private static Origin keyOrigin(MappingNode written, String section, String key) {
    Entry entry = written.entry(section);
    Entry inner =
        entry != null && entry.value() instanceof MappingNode keys ? keys.entry(key) : null;
    return inner == null ? written.origin() : inner.origin();
  }
}
