package dev.blindspot.train.explore.server;

import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.Gallery;
import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.explore.ranking.CleanScores;
import dev.blindspot.train.explore.ranking.ImageList;
import dev.blindspot.train.explore.ranking.ImageList.Filter;
import dev.blindspot.train.explore.ranking.ImageList.Found;
import dev.blindspot.train.explore.ranking.ImageList.Order;
import dev.blindspot.train.explore.ranking.ImageList.Show;
import dev.blindspot.train.explore.session.Explorer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The gallery: lists of images, what is known of one, and its pixels. */
record GalleryApi(Explorer explorer, ImageList list) {
  private static final int MOST_ITEMS = 200;
  private static final int MOST_LETTERS = 100;

  /** A part of the gallery: from, count, order, show, label, name. */
  Reply images(Fields fields) {
    Filter filter =
        new Filter(
            fields.choice(Order.class, "order", Order.INDEX),
            fields.choice(Show.class, "show", Show.ALL),
            fields.integer("label", Gallery.NO_LABEL),
            name(fields));
    int from = fields.integer("from", 0);
    int count = fields.integer("count", MOST_ITEMS);
    if (from < 0 || count < 0 || count > MOST_ITEMS) {
      throw RequestException.bad(
          "from must be >= 0 and count 0 to %d, were %d and %d".formatted(MOST_ITEMS, from, count));
    }
    Found found = list.find(filter);
    return Reply.json(
        Map.of(
            "matched", found.images().size(),
            "scored", found.scored(),
            "total", explorer.gallery().size(),
            "items", found.images().stream().skip(from).limit(count).map(this::listed).toList()));
  }

  private static String name(Fields fields) {
    String name = fields.words("name");
    if (name.length() > MOST_LETTERS) {
      throw RequestException.bad("name must have at most %d letters".formatted(MOST_LETTERS));
    }
    return name;
  }

  private Map<String, Object> listed(int image) {
    Gallery.Entry entry = explorer.gallery().entry(image);
    CleanScores.Row row = list.scores().of(image);
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("index", image);
    item.put("name", entry.name());
    item.put("label", entry.label());
    item.put("predicted", row == null ? List.of() : row.predicted());
    item.put("confidence", row == null ? List.of() : row.confidence());
    return item;
  }

  /** One image, what is known to be where in it, and what an augmentation drew: alteration. */
  Reply item(String index, Fields fields) {
    AlteredImage image = new AlteredImage(index(index), fields.alteration());
    Map<String, Object> item = listed(image.index());
    item.put("boxes", explorer.gallery().boxes(image.index()));
    item.put("drawn", explorer.drawn(image));
    return Reply.json(item);
  }

  /** Its pixels: alteration. */
  Reply image(String index, Fields fields) {
    return Reply.png(
        explorer.pixels(new AlteredImage(index(index), fields.alteration())).toBufferedImage());
  }

  /** The whole image that hidden pixels are taken from: alteration, fill, other. */
  Reply replacement(String index, Fields fields) {
    AlteredImage image = new AlteredImage(index(index), fields.alteration());
    return Reply.png(
        explorer.replacement(image, fields.fill(), fields.integer("other", 0)).toBufferedImage());
  }

  private int index(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw RequestException.bad("an image is named by its number");
    }
    return explorer.gallery().require(Integer.parseInt(text));
  }
}
