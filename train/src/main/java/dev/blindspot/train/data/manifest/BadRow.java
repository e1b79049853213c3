package dev.blindspot.train.data.manifest;

import dev.blindspot.train.io.TerminalText;

/**
 * A row that cannot be used.
 *
 * @param where file and line, or the file below its class folder
 * @param id the image's name as it was given
 * @param reason completes the sentence "this image ..."
 */
public record BadRow(String where, String id, String reason) {
  /** One line for a terminal, whatever characters the names hold. */
  @Override
  public String toString() {
    return TerminalText.of(
        where.endsWith(id) ? where + " " + reason : where + ": " + id + " " + reason);
  }
}
