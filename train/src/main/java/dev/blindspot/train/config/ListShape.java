package dev.blindspot.train.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A list of values of one shape. */
record ListShape(Shape item) implements Shape {
  @Override
  public @Nullable Object bind(Node node, Place place) {
    if (!(node instanceof Node.SequenceNode sequence)) {
      place.refuse(node, "must be a list");
      return null;
    }
    int before = place.problems().count();
    List<@Nullable Object> items = new ArrayList<>();
    for (Node each : sequence.items()) {
      items.add(item.bind(each, place.item(items.size())));
    }
    return place.problems().count() == before ? List.copyOf(items) : null;
  }

  @Override
  public Node write(Object value, UnaryOperator<String> paths) {
    List<Node> items = ((List<?>) value).stream().map(each -> item.write(each, paths)).toList();
    return new Node.SequenceNode(items, Origin.NONE);
  }

  @Override
  public ObjectNode schema(SchemaParts parts) {
    ObjectNode schema = parts.type("array");
    schema.set("items", item.schema(parts));
    return schema;
  }
}
