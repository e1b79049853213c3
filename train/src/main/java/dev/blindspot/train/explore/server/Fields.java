package dev.blindspot.train.explore.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.explore.image.Alteration;
import dev.blindspot.train.explore.image.Cells;
import dev.blindspot.train.explore.image.Choice;
import dev.blindspot.train.explore.image.HiddenBy;
import dev.blindspot.train.explore.image.Question;
import dev.blindspot.train.explore.image.Question.Mode;
import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.io.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a request, of the types that are wanted or refused by name. */
record Fields(JsonNode node) {
  private static final int MOST_SIDE = 1 << 16;

  /** Of a JSON object. */
  static Fields json(byte[] body) {
    try {
      JsonNode node = StrictJson.MAPPER.readTree(body);
      if (node == null || !node.isObject()) {
        throw RequestException.bad("the request must be a JSON object");
      }
      return new Fields(node);
    } catch (JsonProcessingException e) {
      throw RequestException.bad("the request is not JSON");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of an address: integers become numbers, the rest text. */
  static Fields query(@Nullable String raw) {
    ObjectNode node = StrictJson.MAPPER.createObjectNode();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        put(node, parts[0], decoded(parts[1]));
      }
    }
    return new Fields(node);
  }

  private static void put(ObjectNode node, String name, String value) {
    if (value.matches("-?\\d{1,9}")) {
      node.put(name, Integer.parseInt(value));
    } else {
      node.put(name, value);
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw RequestException.bad("the address is not well-formed");
    }
  }

  int integer(String name) {
    return integer(node, name);
  }

  int integer(String name, int absent) {
    return node.hasNonNull(name) ? integer(name) : absent;
  }

  String text(String name, String absent) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return absent;
    }
    if (!value.isTextual()) {
      throw RequestException.bad(name + " must be text");
    }
    return value.textValue();
  }

  /** Words that somebody typed, which an address may hold as a number; empty if absent. */
  String words(String name) {
    JsonNode value = node.get(name);
    return value != null && value.isInt() ? value.asText() : text(name, "");
  }

  <E extends Enum<E>> E choice(Class<E> type, String name, E absent) {
    return Choice.of(type, name, text(name, Choice.word(absent)));
  }

  /** What is hidden: rectangles ([x, y, width, height] each), cells, mode, fill, other. */
  Question question() {
    JsonNode list = node.path("rectangles");
    if (!list.isArray()) {
      throw RequestException.bad("rectangles must be a list of [x, y, width, height]");
    }
    if (list.size() > Question.MOST_RECTANGLES) {
      throw RequestException.bad(
          "rectangles must be at most %d, were %d"
              .formatted(Question.MOST_RECTANGLES, list.size()));
    }
    List<Window> rectangles = new ArrayList<>();
    list.forEach(one -> rectangles.add(rectangle(one)));
    return new Question(
        rectangles,
        Cells.parse(text("cells", "")),
        choice(Mode.class, "mode", Mode.HIDE),
        fill(),
        integer("other", 0));
  }

  HiddenBy fill() {
    return choice(HiddenBy.class, "fill", HiddenBy.MEAN);
  }

  /** What is done to the whole image: arm, corruption, severity, draw. */
  Alteration alteration() {
    String corruption = text("corruption", "");
    return new Alteration(
        words("arm"),
        corruption.isEmpty() ? null : Choice.of(Corruption.class, "corruption", corruption),
        integer("severity", 1),
        integer("draw", 0));
  }

  private static Window rectangle(JsonNode one) {
    if (!one.isArray() || one.size() != 4) {
      throw RequestException.bad("a rectangle must be [x, y, width, height]");
    }
    int[] values = new int[4];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = one.get(i);
      if (!value.isInt() || value.intValue() < 0 || value.intValue() > MOST_SIDE) {
        throw RequestException.bad(
            "a rectangle must hold integers of 0 to %d (pixels)".formatted(MOST_SIDE));
      }
      values[i] = value.intValue();
    }
    return new Window(values[0], values[1], values[2], values[3]);
  }

  private static int integer(JsonNode of, String name) {
    JsonNode value = of.get(name);
    if (value == null || !value.isInt()) {
      throw RequestException.bad(name + " must be an integer");
    }
    return value.intValue();
  }
}
