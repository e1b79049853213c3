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
import java.util.function.Function;

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

  /** One picture: a row for each method. */
  public void writePicture(int subject, Path file) throws IOException {
    Subject s = inspection.subjects().get(subject);
    String truth = classes.get(s.target());
    List<Sheet.Row> rows =
        List.of(
            row(subject, "Occlusion", ArmMaps::drop, "drop of p(" + truth + ") when hidden"),
            row(
                subject,
                "CAM",
                m -> Mapper.atPictureSize(m.cam(), s.picture()),
                "evidence for " + truth));
    new Sheet(s.id() + " (" + truth + ")", columns(), rows).write(made(file));
  }

  /** The first pictures with one method, a row each. */
  public void writeOverview(int pictures, Method method, Path file) throws IOException {
    List<Sheet.Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(pictures, inspection.subjects().size()); i++) {
      Subject s = inspection.subjects().get(i);
      String truth = classes.get(s.target());
      rows.add(row(i, s.id() + " (" + truth + ")", m -> method.map(m, s), method.unit + truth));
    }
    new Sheet(method.title, columns(), rows).write(made(file));
  }

  /** The methods that are drawn. */
  public enum Method {
    /** Occlusion sensitivity. */
    OCCLUSION("Occlusion sensitivity", "drop of the probability of ") {
      @Override
      Attribution map(ArmMaps maps, Subject subject) {
        return maps.drop();
      }
    },
    /** Class activation map. */
    CAM("Class activation map", "evidence for ") {
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

  private Sheet.Row row(
      int subject, String caption, Function<ArmMaps, Attribution> map, String unit) {
    Subject s = inspection.subjects().get(subject);
    BufferedImage image = s.picture().image();
    List<Attribution> maps =
        inspection.arms().stream().map(arm -> map.apply(inspection.of(arm, subject))).toList();
    ColourBar bar = new ColourBar(unit, ColourScale.signed(ColourMap.DIVERGING, maps));
    List<Panel> panels = new ArrayList<>();
    panels.add(Panel.of(image, "").with(outlines(s)));
    for (int a = 0; a < maps.size(); a++) {
      ArmMaps ofArm = inspection.of(inspection.arms().get(a), subject);
      panels.add(Panel.of(image, maps.get(a), bar, said(ofArm)).with(outlines(s)));
    }
    return new Sheet.Row(caption, panels);
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
