package dev.blindspot.train.config.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A list of values of one shape. */
public record ListShape(Shape item) implements Shape {
  @Override
  public @Nullable Object bind(YamlNode node, ConfigPath place) {
    if (!(node instanceof YamlNode.SequenceNode sequence)) {
      place.refuse(node, "must be a list");
      return null;
    }
    int before = place.problems().count();
    List<@Nullable Object> items = new ArrayList<>();
    for (YamlNode each : sequence.items()) {
      items.add(item.bind(each, place.item(items.size())));
    }
    return place.problems().count() == before ? List.copyOf(items) : null;
  }

  @Override
  public YamlNode write(Object value, UnaryOperator<String> paths) {
    List<YamlNode> items = ((List<?>) value).stream().map(each -> item.write(each, paths)).toList();
    return new YamlNode.SequenceNode(items, Origin.NONE);
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    ObjectNode schema = parts.type("array");
    schema.set("items", item.schema(parts));
    return schema;
  }
}
