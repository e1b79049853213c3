package dev.blindspot.train.run.job;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.ImagenetWeights;
import dev.blindspot.train.model.ImagenetWeights.Trained;
import dev.blindspot.train.model.download.Download;
import dev.blindspot.train.model.download.PublishedFile;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The published weights that {@code weights: imagenet} stands for, on this machine. */
public final class WeightsJob {
  private final List<ImagenetWeights> all;
  private final Progress progress;

  public WeightsJob(Progress progress) {
    this.progress = progress;
    this.all =
        Stream.of(Trained.values()).map(each -> new ImagenetWeights(each, progress)).toList();
  }

  /** Fetches those of a network, unless they are here; returns where they are. */
  public Path fetch(String architecture) {
    return of(architecture).fetch();
  }

  private ImagenetWeights of(String architecture) {
    return Stream.of(Trained.values())
        .filter(each -> each.toString().equals(architecture))
        .findFirst()
        .map(each -> new ImagenetWeights(each, progress))
        .orElseThrow(
            () ->
                new UserError(
                    "--architecture: there are ImageNet weights of %s, not of '%s'"
                        .formatted(Arrays.toString(Trained.values()), architecture)));
  }

  /** What there is, where it comes from, and what of it is here. */
  public List<String> list() {
    List<String> lines = new ArrayList<>();
    for (ImagenetWeights weights : all) {
      for (PublishedFile file : weights.published()) {
        lines.add("%s: %s, %s".formatted(file.name(), size(file.bytes()), file.checksum()));
        lines.add("  " + state(weights.download(file)));
        file.addresses().forEach(address -> lines.add("  from " + address));
      }
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
    List<String> lines = new ArrayList<>();
    for (ImagenetWeights weights : all) {
      for (Path file : weights.here()) {
        lines.add("right checksum, " + recognise(weights, file));
      }
    }
    if (lines.isEmpty()) {
      throw new UserError(
          "there are no whole and undamaged ImageNet weights on this machine; fetch them by:"
              + " blindspot weights fetch");
    }
    return lines;
  }

  /** Loads a file of the user's own, of such a network, and says what it holds. */
  public String verify(Path file, String architecture) {
    return recognise(of(architecture), file);
  }

  private static String recognise(ImagenetWeights weights, Path file) {
    return "loads, its first convolution is %s: %s".formatted(weights.recognise(file), file);
  }
}
