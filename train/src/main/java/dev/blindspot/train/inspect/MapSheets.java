package dev.blindspot.train.inspect;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.MapBoxes;
import dev.blindspot.explain.render.ColourBar;
import dev.blindspot.explain.render.Outline;
import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapColours;
import dev.blindspot.train.config.MapMethod;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws the maps as sheets: the original, then every arm, on one scale for all arms. */
public final class MapSheets {
  private static final int SHORTCUT_COLOUR = 0xE0218A;
  private static final int BOX_COLOUR = 0xF2E205;
  private static final int TOP = 5; // classes that are named where there are more

  private final Inspection inspection;
  private final List<String> classes;
  private final double boxThreshold;
  private final MapColours colours;
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
    this.boxThreshold = settings.boxThreshold();
    this.colours = settings.colours();
    this.files = new SheetFiles(settings.sheets());
  }

  /** One image: a row for each method, each on a scale of its own that all arms share. */
  public void writeImage(int subject, Path file) throws IOException {
    Subject s = inspection.subjects().get(subject);
    List<Sheet.Row> rows = new ArrayList<>();
    for (MapMethod method : inspection.methods()) {
      rows.add(row(subject, method.title(), method, bar(method, subject, subject + 1)));
    }
    files.write(new Sheet(named(s), columns(), rows), file);
  }

  /** The first images with one method, a row each, on one scale for all of them and all arms. */
  public void writeOverview(int images, MapMethod method, Path file) throws IOException {
    int shown = Math.min(images, inspection.subjects().size());
    ColourBar bar = bar(method, 0, shown);
    List<Sheet.Row> rows = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      rows.add(row(i, named(inspection.subjects().get(i)), method, bar));
    }
    files.write(new Sheet(method.title(), columns(), rows), file);
  }

  private ColourBar bar(MapMethod method, int from, int to) {
    List<Attribution> maps = new ArrayList<>();
    for (int i = from; i < to; i++) {
      for (String arm : inspection.arms()) {
        maps.add(map(arm, i, method));
      }
    }
    return new ColourBar(method.unit(), colours.scale(method.signed(), maps));
  }

  private Attribution map(String arm, int subject, MapMethod method) {
    Attribution map = inspection.of(arm, subject).map(method);
    return Mapper.atImageSize(map, inspection.subjects().get(subject).image());
  }

  private Sheet.Row row(int subject, String caption, MapMethod method, ColourBar bar) {
    Subject s = inspection.subjects().get(subject);
    BufferedImage image = s.image().toBufferedImage();
    List<Panel> panels = new ArrayList<>();
    panels.add(Panel.of(image, "").with(cues(s)));
    if (shown != null) {
      panels.add(Panel.of(new TransformedInput(shown).of(image), ""));
    }
    for (String arm : inspection.arms()) {
      ArmMaps maps = inspection.of(arm, subject);
      Attribution map = map(arm, subject, method);
      panels.add(Panel.of(image, map, bar, said(maps)).with(outlines(s, method, map)));
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
    if (boxThreshold > 0 && method.signed()) { // gradients are too ragged for boxes
      new MapBoxes(boxThreshold, MapBoxes.Components.LARGEST)
          .of(map)
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
