package dev.blindspot.train.explore.server;

import dev.blindspot.train.explore.image.RequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which part of the API answers a path. */
record Routes(Api api, GalleryApi gallery, SearchApi searches) {
  private static final Pattern IMAGE = Pattern.compile("api/(image|fill|item)/([^/]*)");

  /** Answers a request without a body. */
  Reply get(String path, @Nullable String query) {
    Matcher image = IMAGE.matcher(path);
    if (image.matches()) {
      String index = image.group(2);
      return switch (image.group(1)) {
        case "image" -> gallery.image(index, Fields.query(query));
        case "item" -> gallery.item(index, Fields.query(query));
        default -> gallery.replacement(index, Fields.query(query));
      };
    }
    return switch (path) {
      case "api/state" -> api.state();
      case "api/images" -> gallery.images(Fields.query(query));
      case "api/command" -> api.command(Fields.query(query));
      case "api/found" -> searches.found(Fields.query(query));
      default -> PageFiles.find(path).orElseThrow(Routes::missing);
    };
  }

  /** Answers a request with a JSON object. */
  Reply post(String path, byte[] body) {
    return switch (path) {
      case "api/predict" -> api.predict(Fields.json(body));
      case "api/maps" -> api.maps(Fields.json(body));
      case "api/find" -> searches.find(Fields.json(body));
      case "api/cancel" -> searches.cancel(Fields.json(body));
      default -> throw missing();
    };
  }

  private static RequestException missing() {
    return RequestException.missing("there is nothing at that address");
  }
}
