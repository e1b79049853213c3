package dev.blindspot.train.inspect;

import dev.blindspot.explain.Attribution;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.render.ColourBar;
import dev.blindspot.explain.render.ColourMap;
import dev.blindspot.explain.render.ColourScale;
import dev.blindspot.explain.render.Outline;
import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the maps as sheets: the original, then every arm, on one scale for all arms. */
public final class MapSheets {
  private static final int SHORTCUT_COLOUR = 0xE0218A;

  private final Inspection inspection;
  private final List<String> classes;

  /** Sheets of an inspection; classes are named in the captions. */
  public MapSheets(Inspection inspection, List<String> classes) {
    this.inspection = inspection;
    this.classes = List.copyOf(classes);
  }

  /** One picture: a row for each method, each on a scale of its own that all arms share. */
  public void writePicture(int subject, Path file) throws IOException {
    Subject s = inspection.subjects().get(subject);
    List<Sheet.Row> rows = new ArrayList<>();
    for (Method method : Method.values()) {
      rows.add(row(subject, method.title, method, bar(method, subject, subject + 1)));
    }
    new Sheet(named(s), columns(), rows).write(made(file));
  }

  /** The first pictures with one method, a row each, on one scale for all of them and all arms. */
  public void writeOverview(int pictures, Method method, Path file) throws IOException {
    int shown = Math.min(pictures, inspection.subjects().size());
    ColourBar bar = bar(method, 0, shown);
    List<Sheet.Row> rows = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      rows.add(row(i, named(inspection.subjects().get(i)), method, bar));
    }
    new Sheet(method.title, columns(), rows).write(made(file));
  }

  /** The methods that are drawn. */
  public enum Method {
    /** Occlusion sensitivity. */
    OCCLUSION("Occlusion sensitivity", "drop of the class's probability when hidden") {
      @Override
      Attribution map(ArmMaps maps, Subject subject) {
        return maps.drop();
      }
    },
    /** Class activation map. */
    CAM("Class activation map", "evidence for the class") {
      @Override
      Attribution map(ArmMaps maps, Subject subject) {
        return Mapper.atPictureSize(maps.cam(), subject.picture());
      }
    };

    private final String title;
    private final String unit;

    Method(String title, String unit) {
      this.title = title;
      this.unit = unit;
    }

    abstract Attribution map(ArmMaps maps, Subject subject);
  }

  private ColourBar bar(Method method, int from, int to) {
    List<Attribution> maps = new ArrayList<>();
    for (int i = from; i < to; i++) {
      for (String arm : inspection.arms()) {
        maps.add(method.map(inspection.of(arm, i), inspection.subjects().get(i)));
      }
    }
    return new ColourBar(method.unit, ColourScale.signed(ColourMap.DIVERGING, maps));
  }

  private Sheet.Row row(int subject, String caption, Method method, ColourBar bar) {
    Subject s = inspection.subjects().get(subject);
    BufferedImage image = s.picture().image();
    List<Panel> panels = new ArrayList<>();
    panels.add(Panel.of(image, "").with(outlines(s)));
    for (String arm : inspection.arms()) {
      ArmMaps maps = inspection.of(arm, subject);
      panels.add(Panel.of(image, method.map(maps, s), bar, said(maps)).with(outlines(s)));
    }
    return new Sheet.Row(caption, panels);
  }

  private String named(Subject subject) {
    return subject.id() + " (" + classes.get(subject.target()) + ")";
  }

  private String said(ArmMaps maps) {
    int predicted = maps.predicted();
    return String.format(
        Locale.ROOT, "says %s, p = %.3f", classes.get(predicted), maps.probabilities()[predicted]);
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("original"));
    columns.addAll(inspection.arms());
    return columns;
  }

  private static List<Outline> outlines(Subject subject) {
    List<Outline> outlines = new ArrayList<>();
    for (Map.Entry<String, List<Region>> cue : subject.cues().entrySet()) {
      if (Subject.SHORTCUTS.contains(cue.getKey())) {
        cue.getValue().forEach(region -> outlines.add(new Outline(region, SHORTCUT_COLOUR)));
      }
    }
    return outlines;
  }

  private static Path made(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return file;
  }
}
