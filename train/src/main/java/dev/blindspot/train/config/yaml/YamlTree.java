package dev.blindspot.train.config.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
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
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Parses YAML text into {@link YamlNode}s that know their lines. Keys are unique; aliases and tags
 * are refused.
 */
public final class YamlTree {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS).build();

  private final YAMLParser parser;
  private final Origin start;
  private final int[] codePoints;
  private final Problems problems;

  private YamlTree(YAMLParser parser, String text, Origin start, Problems problems) {
    this.parser = parser;
    this.start = start;
    this.codePoints = text.codePoints().toArray();
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
    try (YAMLParser parser = FACTORY.createParser(text)) {
      return new YamlTree(parser, text, start, problems).document();
    } catch (JsonProcessingException e) {
      throw syntaxError(e, start);
    } catch (IOException | YAMLException e) {
      throw new UserError(start.source() + ": is not YAML: " + e.getMessage(), e);
    }
  }

  private static UserError syntaxError(JsonProcessingException e, Origin start) {
    JsonLocation location = e.getLocation();
    int line = start.line() == 0 || location == null ? 0 : location.getLineNr();
    String what =
        e.getCause() instanceof MarkedYAMLException marked
            ? marked.getProblem() + (marked.getContext() == null ? "" : " " + marked.getContext())
            : e.getOriginalMessage();
    Origin where = new Origin(start.source(), line, 0, start.folder());
    return new UserError(where + ": is not YAML: " + what.lines().findFirst().orElse(""), e);
  }

  private YamlNode document() throws IOException {
    if (parser.nextToken() == null) {
      return new ScalarNode("", true, start);
    }
    YamlNode root = value("", null);
    if (parser.nextToken() != null) {
      problems.add(here(), "", "a second document starts here; a configuration is one document");
    }
    return root;
  }

  private YamlNode value(String path, @Nullable Origin key) throws IOException {
    if (parser.isCurrentAlias() || parser.getTypeId() != null) {
      problems.add(here(), path, "aliases (*name) and tags (!name) are not supported");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(path, key == null ? here() : key);
    }
    if (token == JsonToken.START_ARRAY) {
      return sequence(path, key == null ? here() : key);
    }
    return new ScalarNode(parser.getText(), isPlain(), here());
  }

  private YamlNode mapping(String path, Origin origin) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Origin keyOrigin = here();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      parser.nextToken();
      Entry first = entries.putIfAbsent(key, new Entry(keyOrigin, value(keyPath, keyOrigin)));
      if (first != null) {
        problems.add(keyOrigin, keyPath, "is given twice, first at " + first.origin());
      }
    }
    return new MappingNode(entries, origin);
  }

  private YamlNode sequence(String path, Origin origin) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(path + "[" + items.size() + "]", null));
    }
    return new SequenceNode(items, origin);
  }

  /** Jackson does not tell how a scalar was quoted; its first character in the text does. */
  private boolean isPlain() {
    int first = (int) parser.currentTokenLocation().getCharOffset();
    int end = (int) parser.currentLocation().getCharOffset();
    return first == end || "'\"|>".indexOf(codePoints[first]) < 0;
  }

  private Origin here() {
    if (start.line() == 0) {
      return start;
    }
    JsonLocation location = parser.currentTokenLocation();
    return new Origin(start.source(), location.getLineNr(), location.getColumnNr(), start.folder());
  }
}
