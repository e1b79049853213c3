package dev.blindspot.train.report.page;

import java.nio.file.Path;
import java.util.List;

/**
 * A page that was written.
 *
 * @param file the page
 * @param missing names of image files that the result names and the run's folder lacks; the page
 *     says so in their places
 */
public record WrittenPage(Path file, List<String> missing) {
  public WrittenPage {
    missing = missing.stream().distinct().toList();
  }
}
