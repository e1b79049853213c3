package dev.blindspot.train.data.manifest;

import dev.blindspot.train.config.binding.Addresses;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.CacheFolder;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Where a user says that images are: a path of this machine, or an address such as {@code
 * hdfs://host/path}, whose files are copied to the cache folder first.
 */
public final class Location {
  private static final int KEY_DIGITS = 16;

  private Location() {}

  /**
   * The path on this machine.
   *
   * @param text path or address
   * @param key the setting or option, for messages
   * @throws UserError if the text is an address that cannot be read
   */
  public static Path here(String text, String key) {
    return Addresses.isAddress(text) ? copy(text, key) : Path.of(text);
  }

  private static Path copy(String text, String key) {
    URI address = address(text, key);
    RemoteFiles files = reader(text, key);
    ContentHash hash = new ContentHash();
    hash.add(address.toString());
    Path target = CacheFolder.path().resolve("remote").resolve(hash.hex().substring(0, KEY_DIGITS));
    try {
      files.copy(address, target);
      return target;
    } catch (IOException | RuntimeException e) { // Hadoop tells an unknown host by the second
      throw new UserError("%s: %s cannot be read: %s".formatted(key, text, reason(e)), e);
    }
  }

  private static URI address(String text, String key) {
    try {
      return new URI(text).normalize();
    } catch (URISyntaxException e) {
      throw new UserError("%s: '%s' is not an address (%s)".formatted(key, text, e.getReason()), e);
    }
  }

  private static RemoteFiles reader(String text, String key) {
    return ServiceLoader.load(RemoteFiles.class)
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "%s: %s is an address that Hadoop reads, which comes with Spark: add --spark MASTER, such as --spark 'local[*]'"
                        .formatted(key, text)));
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
