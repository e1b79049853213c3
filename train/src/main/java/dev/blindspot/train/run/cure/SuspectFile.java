package dev.blindspot.train.run.cure;

import com.fasterxml.jackson.core.JacksonException;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import dev.blindspot.train.io.StrictJson;
import dev.blindspot.train.report.result.Cure.SuspectPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code suspects.json}: what a scan found and a training hides, written before that training
 * begins, so that a run that goes on hides the same.
 *
 * @param scanned images that the scan looked at
 * @param places what it found; empty if nothing
 */
record SuspectFile(int scanned, List<SuspectPlace> places) {
  private static final String NAME = "suspects.json";

  SuspectFile {
    places = List.copyOf(places);
  }

  /** Places whose content brings the class along where it is pasted: a training hides these. */
  List<SuspectPlace> confirmed() {
    return places.stream().filter(SuspectPlace::confirmed).toList();
  }

  /** What was found before, if the scan was carried out. */
  static Optional<SuspectFile> read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return Optional.of(StrictJson.MAPPER.readValue(text, SuspectFile.class));
    } catch (JacksonException e) {
      throw new UserError(
          "%s is damaged (%s): delete it and go on with --resume, the scan is done again"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  void write(Path folder) throws IOException {
    AtomicFile.writeText(
        folder.resolve(NAME),
        StrictJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }
}
