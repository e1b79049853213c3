package dev.blindspot.train.config.yaml;

import dev.blindspot.train.config.yaml.YamlNode.Entry;
import dev.blindspot.train.config.yaml.YamlNode.MappingNode;
import dev.blindspot.train.config.yaml.YamlNode.ScalarNode;
import dev.blindspot.train.config.yaml.YamlNode.SequenceNode;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Parses YAML text into {@link YamlNode}s that know their lines. Keys are unique; aliases and tags
 * are refused.
 */
public final class YamlTree {
  /** More would be a mistake, or an attack on the stack. */
  private static final int DEEPEST = 200;

  private final ParserImpl events;
  private final Origin start;
  private final Problems problems;

  private YamlTree(ParserImpl events, Origin start, Problems problems) {
    this.events = events;
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
    try {
      ParserImpl events = new ParserImpl(new StreamReader(text), new LoaderOptions());
      return new YamlTree(events, start, problems).document();
    } catch (MarkedYAMLException e) {
      String context = e.getContext() == null ? "" : " " + e.getContext();
      throw notYaml(start, e.getProblemMark(), e.getProblem() + context, e);
    } catch (YAMLException e) {
      throw notYaml(start, null, String.valueOf(e.getMessage()), e);
    }
  }

  private static UserError notYaml(
      Origin start, @Nullable Mark mark, String what, YAMLException cause) {
    String first = what.lines().findFirst().orElse("");
    return new UserError(
        (mark == null ? start.source() : at(start, mark)) + ": is not YAML: " + first, cause);
  }

  private static Origin at(Origin start, Mark mark) {
    return start.line() == 0
        ? start
        : new Origin(start.source(), mark.getLine() + 1, mark.getColumn() + 1, start.folder());
  }

  private YamlNode document() {
    events.getEvent(); // the stream begins
    if (events.checkEvent(Event.ID.StreamEnd)) {
      return new ScalarNode("", true, start);
    }
    events.getEvent(); // the document begins
    YamlNode root = value("", null, 0);
    events.getEvent(); // and ends
    if (!events.checkEvent(Event.ID.StreamEnd)) {
      events.getEvent();
      problems.add(
          at(start, events.peekEvent().getStartMark()),
          "",
          "a second document starts here; a configuration is one document");
    }
    return root;
  }

  /**
   * The value that begins with the next event.
   *
   * @param key where its key is written, which is its place if it is a mapping or a list
   */
  private YamlNode value(String path, @Nullable Origin key, int depth) {
    Event event = events.getEvent();
    Origin here = at(start, event.getStartMark());
    if (depth > DEEPEST) {
      throw new UserError(here + ": is not YAML: more than " + DEEPEST + " levels");
    }
    if (event instanceof AliasEvent || isTagged(event)) {
      problems.add(here, path, "aliases (*name) and tags (!name) are not supported");
    }
    if (event instanceof MappingStartEvent) {
      return mapping(path, key == null ? here : key, depth);
    }
    if (event instanceof SequenceStartEvent) {
      return sequence(path, key == null ? here : key, depth);
    }
    return event instanceof ScalarEvent scalar
        ? new ScalarNode(scalar.getValue(), scalar.isPlain(), here)
        : new ScalarNode("", true, here);
  }

  private static boolean isTagged(Event event) {
    return (event instanceof ScalarEvent scalar && scalar.getTag() != null)
        || (event instanceof CollectionStartEvent collection && collection.getTag() != null);
  }

  private MappingNode mapping(String path, Origin origin, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      Event event = events.peekEvent();
      Origin place = at(start, event.getStartMark());
      if (!(event instanceof ScalarEvent scalar)) {
        throw new UserError(place + ": is not YAML: a key must be a word");
      }
      events.getEvent();
      String key = scalar.getValue();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      Entry first = entries.putIfAbsent(key, new Entry(place, value(keyPath, place, depth + 1)));
      if (first != null) {
        problems.add(place, keyPath, "is given twice, first at " + first.origin());
      }
    }
    events.getEvent();
    return new MappingNode(entries, origin);
  }

  private SequenceNode sequence(String path, Origin origin, int depth) {
    List<YamlNode> items = new ArrayList<>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      items.add(value(path + "[" + items.size() + "]", null, depth + 1));
    }
    events.getEvent();
    return new SequenceNode(items, origin);
  }
}
