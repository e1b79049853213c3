package dev.blindspot.train.inspect.sheet;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.MapBoxes;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.render.ColourBar;
import dev.blindspot.explain.render.Outline;
import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.config.MapScaling;
import dev.blindspot.train.inspect.ArmMaps;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.Subject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws the maps as sheets: the original, then every arm, on one scale for all arms. */
public final class MapSheets {
  private static final int SHORTCUT_COLOUR = 0xE0218A;
  private static final int BOX_COLOUR = 0xF2E205;
  private static final int TOP = 5; // classes that are named where there are more

  private final Inspection inspection;
  private final List<String> classes;
  private final ExplanationConfig settings;
  private final SheetFiles files;
  private final @Nullable InputScaling shown;

  /**
   * Sheets of an inspection.
   *
   * @param classes are named in the captions
   * @param settings formats of the files, colours, and whether what a map highlights gets a box
   */
  public MapSheets(Inspection inspection, List<String> classes, ExplanationConfig settings) {
    this(inspection, classes, settings, null);
  }

  /**
   * The same; shows what the first layer sees, if asked for.
   *
   * @param scaling of the first model; null: not known
   */
  public MapSheets(
      Inspection inspection,
      List<String> classes,
      ExplanationConfig settings,
      @Nullable InputScaling scaling) {
    this.shown = settings.transformedInput() ? scaling : null;
    this.inspection = inspection;
    this.classes = List.copyOf(classes);
    this.settings = settings;
    this.files = new SheetFiles(settings.sheets());
  }

  /** One image: a row for each method, each on a scale of its own that all arms share. */
  public void writeImage(int subject, Path file) throws IOException {
    Subject s = inspection.subjects().get(subject);
    List<Sheet.Row> rows = new ArrayList<>();
    for (MapMethod method : inspection.methods()) {
      DrawnMaps maps = new DrawnMaps(inspection, method, settings, subject, subject + 1);
      rows.add(row(subject, method.title(), method, maps, maps.bar(subject, subject + 1)));
    }
    files.write(new Sheet(named(s), columns(), rows), file);
  }

  /**
   * The first images with one method, a row each: on one scale for all of them and all arms, or a
   * scale for each image.
   */
  public void writeOverview(int images, MapMethod method, Path file) throws IOException {
    int shown = Math.min(images, inspection.subjects().size());
    DrawnMaps maps = new DrawnMaps(inspection, method, settings, 0, shown);
    boolean shared = settings.colourScale() == MapScaling.SHARED;
    ColourBar bar = maps.bar(0, shown);
    List<Sheet.Row> rows = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      String name = named(inspection.subjects().get(i));
      ColourBar own = shared ? bar : maps.bar(i, i + 1).labelled(name + ": " + maps.unit());
      rows.add(row(i, name, method, maps, own));
    }
    String title = method.title() + (shared ? ", one colour scale" : ", a colour scale per image");
    files.write(SheetFiles.gallery(title, columns(), rows), file);
  }

  /**
   * One image with one method, suspects of the scan for shortcuts framed.
   *
   * @param suspects by arm; the original shows those of all arms
   */
  public void writeWithSuspects(
      int subject, MapMethod method, Map<String, List<Region>> suspects, Path file)
      throws IOException {
    DrawnMaps maps = new DrawnMaps(inspection, method, settings, subject, subject + 1);
    ColourBar bar = maps.bar(subject, subject + 1);
    Subject s = inspection.subjects().get(subject);
    BufferedImage image = s.image().toBufferedImage();
    List<Panel> panels = new ArrayList<>();
    List<Region> all = suspects.values().stream().flatMap(List::stream).distinct().toList();
    panels.add(Panel.of(image, "in truth " + classes.get(s.target())).with(framed(s, all)));
    for (String arm : inspection.arms()) {
      List<Region> own = suspects.getOrDefault(arm, List.of());
      panels.add(
          Panel.of(image, maps.map(arm, subject), bar, said(inspection.of(arm, subject)))
              .with(framed(s, own)));
    }
    files.write(new Sheet("", columns(), List.of(new Sheet.Row("", panels))), file);
  }

  private static List<Outline> framed(Subject subject, List<Region> suspects) {
    List<Outline> outlines = new ArrayList<>(cues(subject));
    suspects.forEach(region -> outlines.add(new Outline(region, BOX_COLOUR)));
    return outlines;
  }

  private Sheet.Row row(
      int subject, String caption, MapMethod method, DrawnMaps drawn, ColourBar bar) {
    Subject s = inspection.subjects().get(subject);
    BufferedImage image = s.image().toBufferedImage();
    List<Panel> panels = new ArrayList<>();
    panels.add(Panel.of(image, "").with(cues(s)));
    if (shown != null) {
      panels.add(Panel.of(new TransformedInput(shown).of(image), ""));
    }
    for (String arm : inspection.arms()) {
      Attribution map = drawn.map(arm, subject);
      panels.add(
          Panel.of(image, map, bar, said(inspection.of(arm, subject)))
              .with(outlines(s, method, map)));
    }
    return new Sheet.Row(caption, panels);
  }

  private String named(Subject subject) {
    return subject.id() + " (" + classes.get(subject.target()) + ")";
  }

  private String said(ArmMaps maps) {
    if (classes.size() > TOP) {
      return Arrays.stream(maps.top(TOP))
          .mapToObj(
              k -> String.format(Locale.ROOT, "%.3f %s", maps.probabilities()[k], classes.get(k)))
          .collect(Collectors.joining("\n"));
    }
    int predicted = maps.predicted();
    return String.format(
        Locale.ROOT, "says %s, p = %.3f", classes.get(predicted), maps.probabilities()[predicted]);
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("original"));
    if (shown != null) {
      columns.add("transformed input");
    }
    columns.addAll(inspection.arms());
    return columns;
  }

  /** What is known of the image, and the box around what the map highlights. */
  private List<Outline> outlines(Subject subject, MapMethod method, Attribution map) {
    List<Outline> outlines = new ArrayList<>(cues(subject));
    if (settings.boxThreshold() > 0) {
      double sigma = (double) map.width() / ExplanationConfig.GRADIENT_BLUR_DIVISOR;
      new MapBoxes(settings.boxThreshold(), MapBoxes.Components.LARGEST)
          .of(method.signed() ? map : map.blurred(sigma))
          .forEach(region -> outlines.add(new Outline(region, BOX_COLOUR)));
    }
    return outlines;
  }

  private static List<Outline> cues(Subject subject) {
    return subject.regions(CueBox::outsideObject).stream()
        .map(region -> new Outline(region, SHORTCUT_COLOUR))
        .toList();
  }
}
