package dev.blindspot.train.config.yaml;

import dev.blindspot.train.config.yaml.YamlNode.Entry;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Parses YAML text into {@link YamlNode}s that know their lines. Keys are unique; aliases and tags
 * are refused.
 */
public final class YamlTree {
  /** Of every node without a tag of its own: what it means is decided when it is bound. */
  private static final Tag UNTAGGED = new Tag("untagged");

  private static final long MAX_BYTES = 1 << 20;

  private final Origin start;
  private final Problems problems;
  private final Set<Node> seen = new HashSet<>(); // nodes are equal by identity

  private YamlTree(Origin start, Problems problems) {
    this.start = start;
    this.problems = problems;
  }

  /** Reads a file; its lines are reported under the name that the user gave. */
  public static YamlNode read(Path file, Problems problems) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file
              + (Files.isDirectory(file)
                  ? ": is a folder, not a file"
                  : ": there is no such file"));
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    try {
      long bytes = Files.size(file);
      if (bytes > MAX_BYTES) {
        throw new UserError(
            "%s: has %d bytes; a configuration has at most %d".formatted(file, bytes, MAX_BYTES));
      }
      return parse(Files.readString(file), Origin.start(file.toString(), folder), problems);
    } catch (CharacterCodingException e) {
      throw new UserError(file + ": is not UTF-8 text", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Parses one YAML document; a byte order mark is ignored. */
  public static YamlNode parse(String written, Origin start, Problems problems) {
    String text = written.startsWith("\uFEFF") ? written.substring(1) : written;
    YamlTree tree = new YamlTree(start, problems);
    try {
      LoaderOptions limits = new LoaderOptions();
      return tree.document(
          new Composer(new ParserImpl(new StreamReader(text), limits), new Untagged(), limits));
    } catch (MarkedYAMLException e) {
      String context = e.getContext() == null ? "" : " " + e.getContext();
      throw tree.notYaml(tree.at(e.getProblemMark()), e.getProblem() + context, e);
    } catch (YAMLException e) {
      throw tree.notYaml(start, String.valueOf(e.getMessage()), e);
    }
  }

  private static final class Untagged extends Resolver {
    @Override
    public Tag resolve(NodeId kind, @Nullable String value, boolean implicit) {
      return UNTAGGED;
    }
  }

  private UserError notYaml(Origin where, String what, @Nullable YAMLException cause) {
    return new UserError(where + ": is not YAML: " + what.lines().findFirst().orElse(""), cause);
  }

  private Origin at(Mark mark) {
    return start.line() == 0
        ? start
        : new Origin(start.source(), mark.getLine() + 1, mark.getColumn() + 1, start.folder());
  }

  private YamlNode document(Composer composer) {
    YamlNode root =
        composer.checkNode()
            ? value(composer.getNode(), "", null)
            : new YamlNode.ScalarNode("", true, start);
    if (composer.checkNode()) {
      problems.add(
          at(composer.getNode().getStartMark()),
          "",
          "a second document starts here; a configuration is one document");
    }
    return root;
  }

  /**
   * @param key where its key is written, which is its place if it is a mapping or a list
   */
  private YamlNode value(Node node, String path, @Nullable Origin key) {
    Origin here = at(node.getStartMark());
    boolean alias = !seen.add(node);
    if (alias || !node.getTag().equals(UNTAGGED)) {
      Origin place = alias && key != null ? key : here;
      problems.add(place, path, "aliases (*name) and tags (!name) are not supported");
    }
    if (node instanceof MappingNode mapping && !alias) {
      return mapping(mapping, path, key == null ? here : key);
    }
    if (node instanceof SequenceNode sequence && !alias) {
      List<YamlNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(value(item, path + "[" + items.size() + "]", null));
      }
      return new YamlNode.SequenceNode(items, key == null ? here : key);
    }
    return node instanceof ScalarNode scalar
        ? new YamlNode.ScalarNode(scalar.getValue(), scalar.isPlain(), here)
        : new YamlNode.ScalarNode("", true, here);
  }

  private YamlNode mapping(MappingNode mapping, String path, Origin origin) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple each : mapping.getValue()) {
      Origin place = at(each.getKeyNode().getStartMark());
      if (!(each.getKeyNode() instanceof ScalarNode scalar)) {
        throw notYaml(place, "a key must be a word", null);
      }
      String key = scalar.getValue();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      Entry first =
          entries.putIfAbsent(key, new Entry(place, value(each.getValueNode(), keyPath, place)));
      if (first != null) {
        problems.add(place, keyPath, "is given twice, first at " + first.origin());
      }
    }
    return new YamlNode.MappingNode(entries, origin);
  }
}
