package dev.blindspot.train.run.job;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.ImagenetWeights;
import dev.blindspot.train.model.download.Download;
import dev.blindspot.train.model.download.PublishedFile;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The published weights that {@code weights: imagenet} stands for, on this machine. */
public final class WeightsJob {
  private final ImagenetWeights weights;

  public WeightsJob(Progress progress) {
    this.weights = new ImagenetWeights(progress);
  }

  /** Fetches them, unless they are here; returns where they are. */
  public Path fetch() {
    return weights.fetch();
  }

  /** What there is, where it comes from, and what of it is here. */
  public List<String> list() {
    List<String> lines = new ArrayList<>();
    for (PublishedFile file : weights.published()) {
      lines.add("%s: %s, %s".formatted(file.name(), size(file.bytes()), file.checksum()));
      lines.add("  " + state(weights.download(file)));
      file.addresses().forEach(address -> lines.add("  from " + address));
    }
    return lines;
  }

  private static String size(long bytes) {
    return bytes == 0 ? "size unknown" : String.format(Locale.ROOT, "%,d bytes", bytes);
  }

  private static String state(Download download) {
    try {
      if (download.isHere()) {
        return "here: " + download.file();
      }
      long arrived = download.arrived();
      return arrived == 0
          ? "not here: " + download.file()
          : "begun, %s so far: %s".formatted(size(arrived), download.file());
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(download.file(), e.getMessage()), e);
    }
  }

  /**
   * Loads every published file that is here, after its checksum, and says what it holds.
   *
   * @throws UserError if none is here
   */
  public List<String> verify() {
    List<Path> here = weights.here();
    if (here.isEmpty()) {
      throw new UserError(
          "there are no whole and undamaged ImageNet weights on this machine; fetch them by:"
              + " blindspot weights fetch");
    }
    return here.stream().map(file -> "right checksum, " + verify(file)).toList();
  }

  /** Loads a file of the user's own and says what it holds. */
  public String verify(Path file) {
    return "loads, its first convolution is %s: %s".formatted(weights.recognise(file), file);
  }
}
