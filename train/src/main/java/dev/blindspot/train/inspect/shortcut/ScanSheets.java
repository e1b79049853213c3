package dev.blindspot.train.inspect.shortcut;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.OcclusionResult;
import dev.blindspot.explain.render.ColourBar;
import dev.blindspot.explain.render.ColourMap;
import dev.blindspot.explain.render.ColourScale;
import dev.blindspot.explain.render.Outline;
import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import dev.blindspot.explain.shortcut.ScanResult;
import dev.blindspot.explain.shortcut.Suspect;
import dev.blindspot.train.config.SheetFormat;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.inspect.sheet.SheetFiles;
import dev.blindspot.train.inspect.shortcut.ClassScan.FoundSuspect;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch.Scanned;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Draws what a scan for shortcuts found. */
public final class ScanSheets {
  private static final int SUSPECT_COLOUR = 0xF2E205;
  private static final int EXAMPLES = 4;
  private static final int MOST_SUSPECTS = 3;

  private final List<Subject> subjects;

  private final SheetFiles files;

  /** Sheets of scans of these images. */
  public ScanSheets(List<Subject> subjects, SheetFormat format) {
    this.subjects = List.copyOf(subjects);
    this.files = new SheetFiles(format);
  }

  /**
   * Per arm and class: the mean image, the mean drop by position, and where hiding a place decides
   * more often than the object explains, with the suspects framed.
   *
   * @return whether there was anything to draw
   */
  public boolean writePlaces(List<Scanned> scans, Path file) throws IOException {
    List<Scanned> drawn = scans.stream().filter(s -> s.result().reason().isEmpty()).toList();
    if (drawn.isEmpty()) {
      return false;
    }
    ColourBar drop = bar("mean drop of the class's probability", drawn, ScanResult::meanDrop);
    ColourBar excess = bar("rate beyond what the object explains", drawn, ScanResult::excess);
    List<Sheet.Row> rows = new ArrayList<>();
    for (Scanned scan : drawn) {
      BufferedImage mean = mean(scan.images());
      List<Outline> suspects = outlines(scan.result());
      rows.add(
          new Sheet.Row(
              "%s: %d images taken for %s"
                  .formatted(scan.scan().arm(), scan.scan().images(), scan.scan().label()),
              List.of(
                  Panel.of(mean, "").with(suspects),
                  Panel.of(mean, scan.result().meanDrop(), drop, ""),
                  Panel.of(mean, scan.result().excess(), excess, "").with(suspects))));
    }
    files.write(
        new Sheet(
            "Shortcut scan",
            List.of("mean image", "mean drop by position", "beyond the object"),
            rows),
        file);
    return true;
  }

  /**
   * Example images of every suspect, its window framed.
   *
   * @return whether there were suspects
   */
  public boolean writeExamples(List<Scanned> scans, Path file) throws IOException {
    List<Sheet.Row> rows = new ArrayList<>();
    for (Scanned scan : scans) {
      List<Suspect> suspects = scan.result().suspects();
      for (int i = 0; i < Math.min(MOST_SUSPECTS, suspects.size()); i++) {
        rows.add(examples(scan, suspects.get(i), scan.scan().suspects().get(i)));
      }
    }
    if (rows.isEmpty()) {
      return false;
    }
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= EXAMPLES; i++) {
      columns.add("example " + i);
    }
    files.write(new Sheet("Suspects: hiding the frame decides", columns, rows), file);
    return true;
  }

  private Sheet.Row examples(Scanned scan, Suspect suspect, FoundSuspect found) {
    List<Panel> panels = new ArrayList<>();
    int position = suspect.place().position();
    for (int i = 0; i < EXAMPLES; i++) {
      if (i < suspect.examples().size()) {
        int index = suspect.examples().get(i);
        Subject subject = subjects.get(scan.images().get(index));
        panels.add(
            Panel.of(
                    subject.image().toBufferedImage(), said(scan.occlusions().get(index), position))
                .with(List.of(new Outline(suspect.window(), SUSPECT_COLOUR))));
      } else {
        panels.add(Panel.of(new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB), ""));
      }
    }
    String cue = found.cue() == null ? "" : ", " + found.cue();
    String caption =
        String.format(
            Locale.ROOT,
            "%s, %s: %s%s; decides in %d of %d images, the object explains %.0f %%",
            scan.scan().arm(),
            scan.scan().label(),
            found.place(),
            cue,
            found.hits(),
            found.images(),
            100 * found.expected());
    return new Sheet.Row(caption, panels);
  }

  private static String said(OcclusionResult occlusion, int position) {
    int label = occlusion.cleanPrediction();
    return String.format(
        Locale.ROOT,
        "p = %.2f, hidden %.2f",
        occlusion.cleanScores()[label],
        occlusion.score(position, label));
  }

  private static ColourBar bar(
      String label, List<Scanned> scans, Function<ScanResult, Attribution> map) {
    List<Attribution> maps = scans.stream().map(scan -> map.apply(scan.result())).toList();
    return new ColourBar(label, ColourScale.signed(ColourMap.DIVERGING, maps));
  }

  private static List<Outline> outlines(ScanResult result) {
    return result.suspects().stream()
        .map(suspect -> new Outline(suspect.window(), SUSPECT_COLOUR))
        .toList();
  }

  private BufferedImage mean(List<Integer> images) {
    Subject first = subjects.get(images.get(0));
    int height = first.image().height();
    int width = first.image().width();
    double[] sums = new double[3 * height * width];
    for (int index : images) {
      byte[] bgr = subjects.get(index).image().bgr();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += bgr[i] & 0xFF;
      }
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < height * width; i++) {
      int rgb = 0;
      for (int c = 2; c >= 0; c--) {
        rgb = rgb << 8 | (int) Math.round(sums[3 * i + c] / images.size());
      }
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }
}
