package dev.blindspot.train.model.download;

import dev.blindspot.train.error.UserError;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server of the user's own that holds published files under their names, and is then the only one
 * that is asked: the property {@code blindspot.weights.mirror}, else the environment variable
 * {@code BLINDSPOT_WEIGHTS_MIRROR}.
 */
public final class Mirror {
  public static final String PROPERTY = "blindspot.weights.mirror";
  public static final String VARIABLE = "BLINDSPOT_WEIGHTS_MIRROR";

  private Mirror() {}

  /** The file at the mirror where one is set, else where its publishers put it. */
  public static PublishedFile of(PublishedFile file) {
    String set = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    return of(file, set);
  }

  static PublishedFile of(PublishedFile file, @Nullable String mirror) {
    if (mirror == null || mirror.isBlank()) {
      return file;
    }
    return file.at(List.of(folder(mirror.strip()).resolve(file.name())));
  }

  private static URI folder(String mirror) {
    try {
      URI folder = new URI(mirror.endsWith("/") ? mirror : mirror + "/");
      if (!List.of("http", "https", "file").contains(String.valueOf(folder.getScheme()))) {
        throw wrong(mirror, "it must start with https://, http:// or file:///");
      }
      if (folder.getRawUserInfo() != null) {
        throw wrong(folder.getHost(), "it must not hold a user or a password");
      }
      return folder;
    } catch (java.net.URISyntaxException e) {
      throw wrong(mirror, e.getReason());
    }
  }

  private static UserError wrong(String mirror, String why) {
    return new UserError(
        "%s is '%s': %s; it is the address of a folder that holds the weights"
            .formatted(VARIABLE, mirror, why));
  }
}
