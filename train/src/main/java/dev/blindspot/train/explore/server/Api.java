package dev.blindspot.train.explore.server;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.search.SamePlace;
import dev.blindspot.train.explore.search.Search;
import dev.blindspot.train.explore.search.Searches;
import dev.blindspot.train.explore.search.SmallestSquare;
import dev.blindspot.train.explore.search.StrongestPlace;
import dev.blindspot.train.explore.session.CleanScores;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import dev.blindspot.train.explore.session.Gallery;
import dev.blindspot.train.explore.session.HiddenBy;
import dev.blindspot.train.explore.session.ImageList;
import dev.blindspot.train.explore.session.ImageList.Filter;
import dev.blindspot.train.explore.session.ImageList.Order;
import dev.blindspot.train.explore.session.ImageList.Show;
import dev.blindspot.train.explore.session.Question;
import dev.blindspot.train.explore.session.RequestException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be asked: each method takes a request's fields and makes the answer. */
final class Api {
  private static final int MOST_ITEMS = 200;
  private static final int LEAST_STEP = 2;

  private final Explorer explorer;
  private final CleanScores scores;
  private final Searches searches;

  Api(Explorer explorer, CleanScores scores, Searches searches) {
    this.explorer = explorer;
    this.scores = scores;
    this.searches = searches;
  }

  /** What does not change while the server runs. */
  Reply state() {
    Gallery gallery = explorer.gallery();
    DecodedImage first = gallery.image(0);
    boolean labelled = gallery.entry(0).label() != Gallery.NO_LABEL;
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("title", explorer.title());
    state.put("command", explorer.command());
    state.put("models", explorer.models().stream().map(Api::model).toList());
    state.put("methods", Arrays.stream(MapMethod.values()).map(this::method).toList());
    state.put("classes", explorer.classes());
    state.put("images", gallery.size());
    state.put("labelled", labelled);
    state.put("width", first.width());
    state.put("height", first.height());
    state.put("fills", Arrays.stream(HiddenBy.values()).map(HiddenBy::id).toList());
    state.put("mostRectangles", Question.MOST_RECTANGLES);
    return Reply.json(state);
  }

  private static Map<String, String> model(ExploredModel model) {
    return Map.of("name", model.name(), "file", model.file(), "engine", model.engine());
  }

  private Map<String, Object> method(MapMethod method) {
    String refusal =
        explorer.models().stream()
            .flatMap(model -> model.refusal(method).stream())
            .findFirst()
            .orElse("");
    return Map.of(
        "id", id(method),
        "title", method.title(),
        "unit", method.unit(),
        "signed", method.signed(),
        "refusal", refusal);
  }

  private static String id(MapMethod method) {
    return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A part of the gallery: from, count, order, show, label. */
  Reply images(Fields fields) {
    Filter filter =
        new Filter(
            ImageList.choice(Order.class, fields.text("order", "index")),
            ImageList.choice(Show.class, fields.text("show", "all")),
            fields.integer("label", Gallery.NO_LABEL));
    int from = fields.integer("from", 0);
    int count = fields.integer("count", MOST_ITEMS);
    if (from < 0 || count < 0 || count > MOST_ITEMS) {
      throw RequestException.bad(
          "from must be >= 0 and count 0 to %d, were %d and %d".formatted(MOST_ITEMS, from, count));
    }
    List<Integer> found = new ImageList(explorer.gallery(), scores).find(filter);
    return Reply.json(
        Map.of(
            "matched", found.size(),
            "scored", scores.done(),
            "total", explorer.gallery().size(),
            "items", found.stream().skip(from).limit(count).map(this::item).toList()));
  }

  private Map<String, Object> item(int image) {
    Gallery.Entry entry = explorer.gallery().entry(image);
    CleanScores.Row row = scores.of(image);
    return Map.of(
        "index",
        image,
        "name",
        entry.name(),
        "label",
        entry.label(),
        "predicted",
        row == null ? List.of() : row.predicted(),
        "confidence",
        row == null ? List.of() : row.confidence());
  }

  /** One image of the gallery. */
  Reply item(String index) {
    return Reply.json(item(index(index)));
  }

  Reply image(String index) {
    return Reply.png(explorer.gallery().image(index(index)).toBufferedImage());
  }

  /** The whole image that hidden pixels are taken from: fill, other. */
  Reply replacement(String index, Fields fields) {
    return Reply.png(
        explorer
            .replacement(index(index), fields.fill(), fields.integer("other", 0))
            .toBufferedImage());
  }

  private int index(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw RequestException.bad("an image is named by its number");
    }
    return explorer.gallery().require(Integer.parseInt(text));
  }

  private int image(Fields fields) {
    return explorer.gallery().require(fields.integer("image"));
  }

  /** What the models say: image, rectangles, mode, fill, other. */
  Reply predict(Fields fields) {
    return Reply.json(Map.of("models", explorer.ask(image(fields), fields.question())));
  }

  /** The maps of the models at the image's size: image, method, class. */
  Reply maps(Fields fields) {
    List<Attribution> maps =
        explorer.maps(image(fields), mapMethod(fields), fields.integer("class"));
    List<Map<String, Object>> out = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      Attribution map = maps.get(i);
      out.add(
          Map.of(
              "model", explorer.models().get(i).name(),
              "width", map.width(),
              "height", map.height(),
              "min", map.min(),
              "max", map.max(),
              "notes", map.notes(),
              "float32", base64(map.values())));
    }
    return Reply.json(Map.of("maps", out));
  }

  /** Little-endian IEEE numbers: every digit, and a third of the size of text. */
  private static String base64(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static MapMethod mapMethod(Fields fields) {
    String wanted = fields.text("method", "occlusion");
    return Arrays.stream(MapMethod.values())
        .filter(method -> id(method).equals(wanted))
        .findFirst()
        .orElseThrow(() -> RequestException.bad("there is no map of that name"));
  }

  /** The command that draws the maps of an image on paper: image, method, class. */
  Reply command(Fields fields) {
    int target = explorer.requireClass(fields.integer("class", 0));
    String file = explorer.gallery().entry(image(fields)).file();
    List<String> words = new ArrayList<>(List.of("blindspot", "explain"));
    explorer.models().forEach(model -> words.addAll(List.of("--model", model.file())));
    words.addAll(List.of("--images", file, "--method", id(mapMethod(fields))));
    words.addAll(List.of("--class", Integer.toString(target), "--out", "maps"));
    return Reply.json(Map.of("command", ShellWords.join(words)));
  }

  /** Starts a search: kind (smallest, strongest, class), and what that needs. */
  Reply find(Fields fields) {
    return Reply.json(searches.state(searches.start(search(fields))));
  }

  private Search search(Fields fields) {
    return switch (fields.text("kind", "")) {
      case "smallest" ->
          new SmallestSquare(
              explorer,
              image(fields),
              fields.fill(),
              fields.integer("other", 0),
              within(fields, "step", LEAST_STEP));
      case "strongest" ->
          new StrongestPlace(
              explorer,
              image(fields),
              fields.fill(),
              fields.integer("other", 0),
              within(fields, "side", LEAST_STEP),
              within(fields, "step", LEAST_STEP));
      case "class" -> {
        Question question = fields.question();
        if (question.clean()) {
          throw RequestException.bad("draw a rectangle first");
        }
        yield new SamePlace(explorer, question, explorer.requireClass(fields.integer("class")));
      }
      default -> throw RequestException.bad("kind must be one of [smallest, strongest, class]");
    };
  }

  private int within(Fields fields, String name, int least) {
    DecodedImage first = explorer.gallery().image(0);
    int most = Math.min(first.height(), first.width());
    int value = fields.integer(name);
    if (value < least || value > most) {
      throw RequestException.bad(
          "%s must be %d to %d pixels, was %d".formatted(name, least, most, value));
    }
    return value;
  }

  Reply found(Fields fields) {
    return Reply.json(searches.state(fields.integer("id")));
  }

  Reply cancel(Fields fields) {
    return Reply.json(searches.cancel(fields.integer("id")));
  }
}
