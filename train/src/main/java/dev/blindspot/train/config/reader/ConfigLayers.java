package dev.blindspot.train.config.reader;

import dev.blindspot.train.config.ArmConfig;
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
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts a configuration together: files that it extends, the file itself, {@code --set} on top. */
final class ConfigLayers {
  static final String EXTENDS = "extends";

  /** Files that extend each other, each counted as often as it is read. */
  private static final int MAX_FILES = 100;

  private static final int MAX_KEYS = 64;
  private static final int MAX_SETS = 1000;
  private static final int SHOWN = 80;

  private final Shape shape;
  private final Problems problems;
  private final Deque<Path> open = new ArrayDeque<>();
  private int files;

  ConfigLayers(Shape shape, Problems problems) {
    this.shape = shape;
    this.problems = problems;
  }

  /** The tree of a file, laid over the files that it extends. */
  YamlNode file(Path file) {
    open.addLast(file);
    YamlNode node = YamlTree.read(file, problems);
    files++;
    YamlNode bases = node instanceof MappingNode own ? own.value(EXTENDS) : null;
    if (node instanceof MappingNode own && bases != null) {
      node = over(file, bases, own.without(EXTENDS));
    }
    open.removeLast();
    return node;
  }

  private YamlNode over(Path file, YamlNode bases, MappingNode own) {
    YamlNode result = MappingNode.empty(own.origin());
    for (YamlNode base : bases instanceof SequenceNode list ? list.items() : List.of(bases)) {
      result = TreeMerge.merge(shape, result, base(file, base));
    }
    return TreeMerge.merge(shape, result, own);
  }

  private YamlNode base(Path file, YamlNode node) {
    if (!(node instanceof ScalarNode scalar) || node.isEmpty() || node.isNull()) {
      throw refused(node, "must be a path or a list of paths, was " + node.described());
    }
    Path base = beside(file, scalar);
    if (open.stream().anyMatch(each -> same(each, base))) {
      String chain = open.stream().map(p -> p + " -> ").collect(Collectors.joining());
      throw refused(node, "must not lead back to itself: " + chain + base);
    }
    if (!Files.isRegularFile(base)) {
      throw refused(node, "there is no file '" + base + "'");
    }
    if (files >= MAX_FILES) {
      throw refused(node, "is one file too many: at most %d are read".formatted(MAX_FILES));
    }
    YamlNode tree = file(base);
    if (!(tree instanceof MappingNode) && !tree.isEmpty()) {
      throw refused(node, "'%s' is not a configuration: it is not a mapping".formatted(base));
    }
    return tree;
  }

  private static Path beside(Path file, ScalarNode node) {
    try {
      return file.resolveSibling(node.text()).normalize();
    } catch (InvalidPathException e) {
      throw refused(node, "is not a path: " + e.getReason());
    }
  }

  private static boolean same(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  private static UserError refused(YamlNode node, String what) {
    return new UserError(node.origin() + ": " + EXTENDS + ": " + what);
  }

  /** The tree with assignments laid over it, one after the other. */
  YamlNode with(YamlNode tree, List<String> assignments) {
    if (assignments.size() > MAX_SETS) {
      throw new UserError(
          "--set: is given %d times, at most %d are read; write the settings into a file"
              .formatted(assignments.size(), MAX_SETS));
    }
    YamlNode result = tree;
    for (String assignment : assignments) {
      result = set(result, assignment);
    }
    return result;
  }

  /** The tree with {@code key.path=value} laid over it; the value is YAML. */
  private YamlNode set(YamlNode tree, String assignment) {
    int equals = assignment.indexOf('=');
    List<String> keys = List.of(assignment.substring(0, Math.max(0, equals)).split("\\.", -1));
    if (keys.contains("") || keys.size() > MAX_KEYS) {
      throw new UserError(
          "--set %s: must be key.path=value"
              .formatted(assignment.substring(0, Math.min(assignment.length(), SHOWN))));
    }
    String path = assignment.substring(0, equals);
    Origin origin = new Origin("--set " + path, 0, 0, null);
    YamlNode value = YamlTree.parse(assignment.substring(equals + 1), origin, problems);
    if (value.isEmpty()) {
      problems.add(origin, path, "needs a value; null takes a setting away");
    }
    return TreeMerge.merge(shape, tree, nested(keys, value, origin));
  }

  static YamlNode nested(List<String> keys, YamlNode value, Origin origin) {
    if (keys.isEmpty()) {
      return value;
    }
    YamlNode inner = nested(keys.subList(1, keys.size()), value, origin);
    return new MappingNode(Map.of(keys.get(0), new Entry(origin, inner)), origin);
  }

  /** Lets every arm inherit the sections of the run that an arm may override. */
  static YamlNode inherit(YamlNode tree) {
    if (!(tree instanceof MappingNode run) || !(run.value("arms") instanceof MappingNode named)) {
      return tree;
    }
    FieldsShape arm = ConfigModel.fields(ArmConfig.class);
    Map<String, Entry> sections = new LinkedHashMap<>(run.entries());
    sections.keySet().retainAll(arm.names());
    Map<String, Entry> arms = new LinkedHashMap<>(named.entries());
    arms.replaceAll(
        (name, entry) ->
            new Entry(entry.origin(), inherit(arm, sections, entry.value(), entry.origin())));
    return run.with("arms", new Entry(named.origin(), new MappingNode(arms, named.origin())));
  }

  private static YamlNode inherit(
      FieldsShape arm, Map<String, Entry> sections, YamlNode own, Origin origin) {
    return own instanceof MappingNode || own.isEmpty()
        ? TreeMerge.merge(
            arm, new MappingNode(sections, origin), own.isEmpty() ? MappingNode.empty(origin) : own)
        : own;
  }
}
