package dev.blindspot.train.data.manifest;

/**
 * A row that cannot be used.
 *
 * @param where file and line, or the file below its class folder
 * @param id the image's name as it was given
 * @param reason completes the sentence "this image ..."
 */
public record BadRow(String where, String id, String reason) {
  @Override
  public String toString() {
    return where.endsWith(id) ? where + " " + reason : where + ": " + id + " " + reason;
  }
}
