package dev.blindspot.train.model.download;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;

/**
 * A file that others publish and never change.
 *
 * @param name its file name
 * @param bytes its size; 0 where the publishers do not say it
 * @param checksum that they name
 * @param addresses where it lies, asked in this order
 */
public record PublishedFile(String name, long bytes, Checksum checksum, List<URI> addresses) {
  public PublishedFile {
    requireNonNull(checksum, "checksum");
    addresses = List.copyOf(addresses);
    if (!name.matches("[A-Za-z0-9_.-]+") || name.startsWith(".")) {
      throw new IllegalArgumentException("name must be a plain file name, was '" + name + "'");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must be >= 0, was " + bytes);
    }
  }

  /** The same file at other addresses. */
  public PublishedFile at(List<URI> others) {
    return new PublishedFile(name, bytes, checksum, others);
  }
}
