package dev.blindspot.train.data.source;

import dev.blindspot.train.data.manifest.Split;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A row as its source lists it, before anybody has looked at the file.
 *
 * @param where file and line, for messages
 * @param id name below the data set's folder
 * @param path the file, absent when the name leads nowhere
 * @param label index of the class, -1 when the source has no labels
 * @param split the part that the source gives the image to; absent: it is drawn
 * @param problem why the row cannot be used, absent as long as it can
 */
record Candidate(
    String where,
    String id,
    @Nullable Path path,
    int label,
    @Nullable Split split,
    @Nullable String problem) {
  static Candidate bad(String where, String id, String problem) {
    return new Candidate(where, id, null, -1, null, problem);
  }

  Candidate because(String reason) {
    return new Candidate(where, id, path, label, split, reason);
  }
}
