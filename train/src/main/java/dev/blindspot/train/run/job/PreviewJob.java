package dev.blindspot.train.run.job;

import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.prepare.Preparation;
import dev.blindspot.train.run.result.Preview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Writes the contact sheet of augmented training images of a configuration. */
public final class PreviewJob {
  private final LoadedConfig loaded;
  private final Progress progress;

  public PreviewJob(LoadedConfig loaded, Progress progress) {
    this.loaded = loaded;
    this.progress = progress;
  }

  /**
   * Writes the sheet.
   *
   * @param arms names of arms; empty: all
   */
  public void preview(List<String> arms, int images, Path out) {
    Collection<String> shown = arms.isEmpty() ? loaded.config().arms().keySet() : arms;
    try {
      new Preview(loaded.config(), Preparation.of(loaded, progress)).write(shown, images, out);
    } catch (IOException e) {
      throw new UserError("the sheet " + out + " cannot be written: " + e.getMessage(), e);
    }
  }
}
