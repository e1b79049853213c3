package dev.blindspot.train.explore.server;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.evaluate.corruption.Corruptions;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.ArmAugmentation;
import dev.blindspot.train.explore.image.Choice;
import dev.blindspot.train.explore.image.Gallery;
import dev.blindspot.train.explore.image.HiddenBy;
import dev.blindspot.train.explore.image.Question;
import dev.blindspot.train.explore.session.DrawnMap;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What models are asked: each method takes a request's fields and makes the answer. */
record Api(Explorer explorer) {

  /** What does not change while the server runs. */
  Reply state() {
    Gallery gallery = explorer.gallery();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("title", explorer.title());
    state.put("command", explorer.command());
    state.put("models", explorer.models().stream().map(Api::model).toList());
    state.put("methods", Arrays.stream(MapMethod.values()).map(this::method).toList());
    state.put("classes", explorer.classes());
    state.put("images", gallery.size());
    state.put("labelled", gallery.entry(0).label() != Gallery.NO_LABEL);
    state.put("width", explorer.side());
    state.put("height", explorer.side());
    state.put("fills", Choice.words(HiddenBy.class));
    state.put("corruptions", Choice.words(Corruption.class));
    state.put("severities", Corruptions.SEVERITIES);
    state.put(
        "augmented", explorer.run().augmentations().stream().map(ArmAugmentation::arm).toList());
    state.put("suspects", explorer.run().suspects());
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
        "id", Choice.word(method),
        "title", method.title(),
        "unit", method.unit(),
        "signed", method.signed(),
        "refusal", refusal);
  }

  /** The image of a request: image, and what is done to the whole of it. */
  static AlteredImage image(Explorer explorer, Fields fields) {
    return new AlteredImage(
        explorer.gallery().require(fields.integer("image")), fields.alteration());
  }

  /** What the models say: image, alteration, rectangles, cells, mode, fill, other. */
  Reply predict(Fields fields) {
    return Reply.json(Map.of("models", explorer.ask(image(explorer, fields), fields.question())));
  }

  /** The maps of the models at the image's size: image, alteration, method, class. */
  Reply maps(Fields fields) {
    MapMethod method = fields.choice(MapMethod.class, "method", MapMethod.OCCLUSION);
    List<DrawnMap> maps = explorer.maps(image(explorer, fields), method, fields.integer("class"));
    List<Map<String, Object>> out = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      out.add(map(explorer.models().get(i).name(), maps.get(i)));
    }
    return Reply.json(Map.of("maps", out));
  }

  private static Map<String, Object> map(String model, DrawnMap drawn) {
    return Map.of(
        "model", model,
        "width", drawn.map().width(),
        "height", drawn.map().height(),
        "min", drawn.map().min(),
        "max", drawn.map().max(),
        "notes", drawn.map().notes(),
        "boxes", drawn.boxes(),
        "stored", drawn.stored(),
        "float32", base64(drawn.map().values()));
  }

  /** Little-endian IEEE numbers: every digit, and a third of the size of text. */
  private static String base64(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** The command that draws the maps of an image on paper: image, method, class. */
  Reply command(Fields fields) {
    int target = explorer.requireClass(fields.integer("class", 0));
    MapMethod method = fields.choice(MapMethod.class, "method", MapMethod.OCCLUSION);
    int image = explorer.gallery().require(fields.integer("image"));
    List<String> words = new ArrayList<>(List.of("blindspot", "explain"));
    explorer.models().forEach(model -> words.addAll(List.of("--model", model.file())));
    words.addAll(List.of("--images", explorer.gallery().entry(image).file()));
    words.addAll(List.of("--method", Choice.word(method)));
    words.addAll(List.of("--class", Integer.toString(target), "--out", "maps"));
    return Reply.json(Map.of("command", ShellWords.join(words)));
  }
}
